package org.zpcidebug.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LiveGuest;
import org.zpcidebug.testing.QemuGuest;

/** A guest that never runs (-S), whose memory is known: zero but for patterns that QEMU loads at some addresses. */
final class StoppedGuest implements LiveGuest {

    static final long MEBI = 1 << 20;

    /** How many bytes each pattern has; not whole pages. */
    static final int PATTERN_BYTES = (4 << 20) - 100;

    /** Where the first pattern is. */
    static final long PATTERN = MEBI + 0x123;

    static final long MEMORY = 64 * MEBI;

    /** How a guest's RAM is made up. */
    enum Backing {
        /** One block, QEMU's own. */
        PLAIN(LinuxPair.BOOKWORM, "-m", "64"),
        /** One block, QEMU's own. */
        PLAIN_BACKPORTS(LinuxPair.BACKPORTS, "-m", "64"),
        /** A backend of anonymous shared memory. */
        MEMFD(LinuxPair.BOOKWORM, "-m", "64", "-object", "memory-backend-memfd,id=m0,size=64M,share=on"),
        /** A backend that is a file. */
        FILE(
                LinuxPair.BACKPORTS,
                "-m",
                "64",
                "-object",
                "memory-backend-file,id=m0,size=64M,share=on,mem-path=DIR/ram"),
        /** A block of the machine and a memory device, with a pattern in each. */
        TWO_BLOCKS(
                LinuxPair.BACKPORTS,
                "-m",
                "64M,maxmem=1G",
                "-object",
                "memory-backend-ram,id=vm0,size=256M",
                "-device",
                "virtio-mem-ccw,id=v0,memdev=vm0,requested-size=64M");

        final LinuxPair pair;
        private final List<String> arguments;

        Backing(LinuxPair pair, String... arguments) {
            this.pair = pair;
            this.arguments = List.of(arguments);
        }

        private boolean hasBackend() {
            return arguments.stream().anyMatch(argument -> argument.contains("id=m0"));
        }

        /** Where patterns are. Memory devices begin behind the base memory, at a multiple of 1 GiB. */
        List<Long> patterns() {
            return this == TWO_BLOCKS ? List.of(PATTERN, (1L << 30) + 0x321) : List.of(PATTERN);
        }
    }

    private final Backing backing;
    private final QemuGuest qemu;

    private StoppedGuest(Backing backing, QemuGuest qemu) {
        this.backing = backing;
        this.qemu = qemu;
    }

    static StoppedGuest start(Backing backing) {
        return new StoppedGuest(backing, QemuGuest.start(files -> command(backing, files, monitor(files))));
    }

    /** A plain guest in the machine's own QEMU, which another user can find. */
    static StoppedGuest startAs(List<String> user) {
        return new StoppedGuest(Backing.PLAIN, QemuGuest.start(files -> {
            List<String> words = new ArrayList<>(user);
            words.add("qemu-system-s390x");
            words.addAll(arguments(Backing.PLAIN, files, monitor(files)));
            letIn(files.directory());
            return words;
        }));
    }

    private static void letIn(Path directory) {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] monitor(QemuGuest.Files files) {
        return new String[] {"-qmp", "unix:" + files.monitor() + ",server=on,wait=off"};
    }

    /** The command line of such a guest. */
    static List<String> command(Backing backing, QemuGuest.Files files, String... monitor) {
        return backing.pair.qemu(arguments(backing, files, monitor));
    }

    private static List<String> arguments(Backing backing, QemuGuest.Files files, String... monitor) {
        String machine = "s390-ccw-virtio" + (backing.hasBackend() ? ",memory-backend=m0" : "");
        List<String> words =
                new ArrayList<>(List.of("-M", machine, "-accel", "tcg", "-nodefaults", "-display", "none"));
        words.add("-S");
        words.addAll(List.of(monitor));
        backing.arguments.forEach(
                word -> words.add(word.replace("DIR", files.directory().toString())));
        for (long address : backing.patterns()) {
            words.addAll(List.of("-device", "loader,force-raw=on,addr=" + address + ",file=" + file(files, address)));
        }
        return words;
    }

    private static Path file(QemuGuest.Files files, long address) {
        try {
            return Files.write(files.directory().resolve("pattern" + address), pattern(address));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pattern(long address) {
        byte[] bytes = new byte[PATTERN_BYTES];
        new Random(address).nextBytes(bytes);
        return bytes;
    }

    @Override
    public QemuGuest qemu() {
        return qemu;
    }

    Monitor monitor() throws Exception {
        return monitor(monitorPath());
    }

    static Monitor monitor(Path path) throws Exception {
        return new InspectingMonitor(
                QmpMonitor.open(new MonitorAddress.Unix(path)).get(20, TimeUnit.SECONDS));
    }

    /** What an extent holds that lies wholly in a pattern. */
    byte[] expected(Extent extent) {
        for (long start : backing.patterns()) {
            int offset = (int) (extent.address() - start);
            if (extent.address() >= start && extent.address() + extent.length() <= start + PATTERN_BYTES) {
                return Arrays.copyOfRange(pattern(start), offset, offset + extent.length());
            }
        }
        throw new IllegalArgumentException(extent.toString());
    }

    /** All of the patterns, for {@link #expected} of many extents. */
    List<Extent> patterns() {
        return backing.patterns().stream()
                .map(address -> new Extent(address, PATTERN_BYTES))
                .toList();
    }
}
