package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.TimeLimit;

/** Tests that the next way takes over when one does not work, and what is said then. */
class SwitchDownTest {

    private FakeGuest guest;
    private Monitor monitor;

    @BeforeEach
    void start() throws Exception {
        guest = FakeGuest.create();
        monitor = guest.monitor();
    }

    @AfterEach
    void end() throws Exception {
        monitor.close();
        guest.close();
    }

    private void assertReads(GuestMemory memory) {
        StorageRead read = memory.read(0x1000, 0x4000);
        assertThat(read.problem()).isNull();
        assertThat(read.bytes().bytes(0, 0x4000)).isEqualTo(guest.expected(0x1000, 0x4000));
    }

    private static List<Kind> kinds(List<Refusal> refusals) {
        return refusals.stream().map(refusal -> refusal.problem().kind()).toList();
    }

    @Test
    void theFastestWayIsUsed() {
        try (GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertThat(memory.access()).isEqualTo(MemoryAccess.PROCESS);
            assertThat(memory.detail())
                    .contains(Long.toString(ProcessHandle.current().pid()));
            assertReads(memory);
        }
    }

    @Test
    void aProcessWithoutThisMemoryIsNotTheOne() {
        guest.lie.set(1L << 44);
        try (GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertThat(memory.access()).isEqualTo(MemoryAccess.PMEMSAVE);
            assertThat(kinds(memory.refusals())).containsExactly(Kind.NOT_THIS_QEMU);
            assertReads(memory);
        }
    }

    @Test
    void aProcessWithOtherContentsIsNotTheOne() {
        guest.lie.set(8);
        guest.unplug(16L * FakeGuest.PAGE);
        guest.unplug(1L << 32);
        try (GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertThat(kinds(memory.refusals())).containsExactly(Kind.NOT_THIS_QEMU);
            assertReads(memory);
        }
    }

    @Test
    void loopbackTcpLeadsToTheProcess() throws Exception {
        try (FakeGuest other = FakeGuest.overTcp();
                Monitor tcp = other.monitor();
                GuestMemory memory = GuestMemoryFactory.open(tcp)) {
            assertThat(memory.access()).isEqualTo(MemoryAccess.PROCESS);
            assertThat(memory.read(8, 8).bytes().bytes(0, 8)).isEqualTo(other.expected(8, 8));
        }
    }

    @Test
    void withoutHostAddressesThereIsNoProcessMemory() {
        guest.refused.add("gpa2hva");
        assertThatThrownBy(() -> GuestMemoryFactory.open(monitor)).isInstanceOf(MemoryException.class);
    }

    @Test
    void whenQemuMayNotWriteTheMonitorTellsAndItIsSaid() {
        guest.lie.set(1L << 44);
        guest.refused.add("pmemsave");
        try (GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertThat(memory.access()).isEqualTo(MemoryAccess.MONITOR);
            assertThat(kinds(memory.refusals())).containsExactly(Kind.NOT_THIS_QEMU, Kind.FILE_REFUSED);
            assertThat(memory.refusals().get(1).problem().text()).contains("Could not pmemsave", "/dev/shm/");
            assertReads(memory);
        }
        assertNothingLeft();
    }

    @Test
    void switchesDownWhileReading() {
        guest.lie.set(1L << 44);
        try (GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            assertReads(memory);
            guest.refused.add("pmemsave");
            assertReads(memory);
            assertThat(memory.access()).isEqualTo(MemoryAccess.MONITOR);
            assertThat(memory.detail()).contains("xp");
            guest.refused.add("xp");
            StorageRead read = memory.read(0, 8);
            assertThat(read.problem()).contains("Could not xp");
            assertThat(memory.access()).isEqualTo(MemoryAccess.MONITOR);
            assertThat(memory.refusals())
                    .extracting(Refusal::access)
                    .containsExactly(MemoryAccess.PROCESS, MemoryAccess.PMEMSAVE, MemoryAccess.MONITOR);
        }
        assertNothingLeft();
    }

    @Test
    void whenNothingWorksEveryReasonIsTold() {
        guest.lie.set(1L << 44);
        guest.refused.add("pmemsave");
        guest.refused.add("xp");
        assertThatThrownBy(() -> GuestMemoryFactory.open(monitor))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.refusals()).hasSize(3));
        assertNothingLeft();
    }

    @Test
    void aLostMonitorEndsTheWaysThroughIt() {
        try (GuestMemory memory =
                GuestMemoryFactory.open(monitor, List.of(MemoryAccess.MONITOR), MemoryOptions.DEFAULT)) {
            monitor.close();
            assertThat(memory.read(0, 8).problem()).contains("closed");
            assertThat(kinds(memory.refusals())).containsExactly(Kind.MONITOR_FAILED);
        }
    }

    @Test
    void silenceIsNoReasonToGiveAWayUp() throws Exception {
        MonitorOptions brisk = MonitorOptions.DEFAULT.withCommand(Duration.ofSeconds(2));
        try (Monitor impatient = guest.monitor(brisk)) {
            for (MemoryAccess access : List.of(MemoryAccess.MONITOR, MemoryAccess.PMEMSAVE)) {
                String command = access == MemoryAccess.MONITOR ? "xp" : "pmemsave";
                try (GuestMemory memory = GuestMemoryFactory.open(impatient, List.of(access), MemoryOptions.DEFAULT)) {
                    guest.held.add(command);
                    assertThat(memory.read(0, 24 << 12).problem()).isEqualTo(text(Kind.TIMED_OUT));
                    guest.letGo();
                    assertReads(memory);
                    assertThat(memory.refusals()).isEmpty();
                }
            }
        }
    }

    @Test
    void aBatchTakesNoLongerThanItMay() {
        MemoryOptions hasty = new MemoryOptions(1 << 20, 1000, Duration.ofSeconds(1));
        try (GuestMemory memory = GuestMemoryFactory.open(monitor, List.of(MemoryAccess.MONITOR), hasty)) {
            guest.held.add("xp");
            TimeLimit limit = TimeLimit.start(hasty.batchTime());
            assertThat(memory.read(0, 24 << 12).problem()).isEqualTo(text(Kind.TIMED_OUT));
            limit.assertKept();
        }
    }

    private static String text(Kind kind) {
        return MemoryProblem.of(kind).text();
    }

    private static void assertNothingLeft() {
        String own = "zpcidebug-memory-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(own));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
