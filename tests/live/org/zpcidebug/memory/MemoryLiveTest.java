package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.memory.StoppedGuest.Backing;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.QemuGuest;

/** Tests all ways to memory on real QEMUs. */
class MemoryLiveTest {

    private static GuestMemory open(Monitor monitor, MemoryAccess access) {
        return GuestMemoryFactory.open(monitor, List.of(access), MemoryOptions.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(Backing.class)
    void allWaysGiveWhatIsThere(Backing backing) throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(backing);
                Monitor monitor = guest.monitor()) {
            for (MemoryAccess access : GuestMemoryFactory.ORDER) {
                try (GuestMemory memory = open(monitor, access)) {
                    assertThat(memory.access()).isEqualTo(access);
                    assertThat(memory.ram().ranges())
                            .hasSize(backing.patterns().size())
                            .allMatch(range -> range.hostAddress() != 0);
                    guest.patterns().forEach(extent -> assertPattern(guest, memory, extent));
                    assertEnds(memory);
                }
            }
        }
    }

    private static void assertPattern(StoppedGuest guest, GuestMemory memory, Extent whole) {
        StorageRead read = memory.read(whole.address(), whole.length());
        assertThat(read.problem()).isNull();
        assertThat(Arrays.equals(read.bytes().bytes(0, whole.length()), guest.expected(whole)))
                .as("%s by %s", whole, memory.access())
                .isTrue();
    }

    private static void assertEnds(GuestMemory memory) {
        memory.ram().ranges().forEach(range -> {
            assertThat(memory.read(range.end() - 16, 16).isReadable()).isTrue();
            assertThat(memory.read(range.end() - 8, 16).isReadable()).isFalse();
            assertThat(memory.read(range.end(), 1).problem()).contains(MemoryProblem.hex(range.end()));
        });
        assertThat(memory.read(0xfe00_0000_0000_0000L, 8).isReadable()).isFalse();
        assertThat(memory.read(StoppedGuest.MEMORY, 0).isReadable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Backing.class,
            names = {"PLAIN", "TWO_BLOCKS"})
    void manyExtentsAtOnce(Backing backing) throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(backing);
                Monitor monitor = guest.monitor()) {
            Map<Long, byte[]> patterns =
                    guest.patterns().stream().collect(Collectors.toMap(Extent::address, guest::expected));
            List<Extent> extents = extents(List.copyOf(patterns.keySet()));
            for (MemoryAccess access : GuestMemoryFactory.ORDER) {
                try (GuestMemory memory = open(monitor, access)) {
                    List<StorageRead> reads = memory.read(extents);
                    assertThat(reads).hasSize(10_000);
                    IntStream.range(0, 10_000).forEach(i -> assertRead(reads.get(i), extents.get(i), patterns));
                }
            }
        }
    }

    /** Ten thousand, in no order; some outside RAM, some empty, many near others. */
    private static List<Extent> extents(List<Long> starts) {
        Random random = new Random(1);
        List<Extent> extents = new ArrayList<>();
        while (extents.size() < 10_000) {
            int kind = random.nextInt(100);
            long start = starts.get(random.nextInt(starts.size()));
            if (kind == 0) {
                extents.add(new Extent((1L << 40) + random.nextInt(), 8));
            } else if (kind == 1) {
                extents.add(new Extent(start, 0));
            } else {
                int length = 1 + random.nextInt(kind == 2 ? 5000 : 100);
                extents.add(new Extent(start + random.nextInt(StoppedGuest.PATTERN_BYTES - length), length));
            }
        }
        return extents;
    }

    private static void assertRead(StorageRead read, Extent extent, Map<Long, byte[]> patterns) {
        assertThat(read.extent()).isEqualTo(extent);
        long start = patterns.keySet().stream()
                .filter(at -> extent.address() >= at && extent.address() < at + StoppedGuest.PATTERN_BYTES)
                .findFirst()
                .orElse(-1L);
        if (start < 0) {
            assertThat(read.isReadable()).isFalse();
        } else {
            int offset = (int) (extent.address() - start);
            byte[] expected = Arrays.copyOfRange(patterns.get(start), offset, offset + extent.length());
            assertThat(read.bytes().bytes(0, extent.length())).isEqualTo(expected);
        }
    }

    @Test
    void theMonitorServesNobodyElse() throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(Backing.PLAIN);
                Monitor monitor = guest.monitor();
                GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertThat(memory.access()).isEqualTo(MemoryAccess.PROCESS);
            assertThat(memory.detail()).contains(guest.pid() + " (qemu-system-s39)");
            String path = guest.monitorPath().toString();
            // The listener and our one connection, once QEMU has let go of those before: none waits to be accepted.
            Eventually.passes(Duration.ofSeconds(20), () -> assertThat(Files.readAllLines(Path.of("/proc/net/unix")))
                    .filteredOn(line -> line.endsWith(path))
                    .hasSize(2));
        }
    }

    @Test
    void aProcessThatEndedIsSaidToHave() throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(Backing.PLAIN);
                Monitor monitor = guest.monitor();
                GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            guest.qemu().process().destroyForcibly().waitFor();
            StorageRead read = memory.read(StoppedGuest.PATTERN, 8);
            assertThat(read.problem()).contains(Long.toString(guest.pid())).contains("gone");
            assertThat(memory.refusals()).hasSize(3);
            assertThat(memory.refusals().get(0).problem().kind()).isEqualTo(Kind.PROCESS_GONE);
            assertThat(memory.read(0, 0).isReadable()).isTrue();
        }
    }

    @Test
    void qemuMayHang() throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(Backing.PLAIN);
                Monitor monitor = guest.monitor();
                GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            signal("-STOP", guest.pid());
            Extent extent = guest.patterns().get(0);
            assertPattern(guest, memory, extent);
            signal("-CONT", guest.pid());
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    /** As libvirt does: another process, long gone, has opened the socket and handed it down. */
    @Test
    void whoOpenedTheSocketNeedNotBeQemu() throws Exception {
        String program =
                "use Socket; $^F = 9; socket(S, AF_UNIX, SOCK_STREAM, 0) && bind(S, sockaddr_un(shift)) or die;"
                        + " if (fork == 0) { listen(S, 1) or die; exit 0 } wait;"
                        + " exec @ARGV, '-chardev', 'socket,id=q,fd=' . fileno(S) . ',server=on,wait=off'";
        try (QemuGuest qemu = QemuGuest.start(files -> handedDown(program, files));
                Monitor monitor = StoppedGuest.monitor(qemu.monitorPath());
                GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertThat(memory.refusals()).isEmpty();
            assertThat(memory.detail()).contains(qemu.pid() + " (qemu-system-s39)");
        }
    }

    private static List<String> handedDown(String program, QemuGuest.Files files) {
        List<String> words = new ArrayList<>(List.of("perl", "-e", program));
        words.add(files.monitor().toString());
        words.addAll(StoppedGuest.command(Backing.PLAIN, files, "-mon", "chardev=q,mode=control"));
        return words;
    }

    /** As ssh -L does. */
    @Test
    void behindATunnelThereIsNoProcess() throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(Backing.PLAIN);
                Tunnel tunnel =
                        Tunnel.to(guest.monitorPath(), guest.qemu().directory().resolve("tunnel"));
                Monitor monitor = StoppedGuest.monitor(tunnel.path());
                GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertThat(memory.access()).isEqualTo(MemoryAccess.PMEMSAVE);
            assertThat(memory.refusals().get(0).problem().kind()).isEqualTo(Kind.NOT_THIS_QEMU);
            assertPattern(guest, memory, guest.patterns().get(0));
        }
    }

    @ParameterizedTest
    @EnumSource(LinuxPair.class)
    void aRunningGuestIsReadByAllWaysAlike(LinuxPair pair) throws Exception {
        try (DemoGuest guest = DemoGuest.in(pair).start();
                Monitor monitor = StoppedGuest.monitor(guest.monitorPath())) {
            // The demo guest's code does not change.
            List<byte[]> codes = new ArrayList<>();
            for (MemoryAccess access : GuestMemoryFactory.ORDER) {
                try (GuestMemory memory = open(monitor, access)) {
                    StorageRead code = memory.read(0x10000, 0x2000);
                    assertThat(code.problem()).isNull();
                    codes.add(code.bytes().bytes(0, 0x2000));
                }
            }
            assertThat(codes.get(0)).isNotEqualTo(new byte[0x2000]);
            assertThat(codes.get(1)).isEqualTo(codes.get(0));
            assertThat(codes.get(2)).isEqualTo(codes.get(0));
            Eventually.passes(
                    Duration.ofSeconds(10),
                    () -> assertThat(guest.qemu().isAlive()).isTrue());
        }
    }
}
