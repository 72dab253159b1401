package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.inspect.FakeGuest.function;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.inspect.GuestSystem.State;
import org.zpcidebug.linux.SmallKernel;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryProblem;
import org.zpcidebug.memory.Refusal;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.testing.Eventually;

/** What a session makes of its guest's memory, be it Linux, something else, or unreadable. */
class GuestMemorySessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long POINTER = 0xe0c;

    private FakeGuest guest;
    private GuestSession session;

    @BeforeEach
    void start() throws Exception {
        guest = new FakeGuest(function(1, 0x100, 0x11), function(2, 0x200, 0x99), function(4, 0x900, 0x19));
    }

    @AfterEach
    void end() throws Exception {
        session.close();
        guest.close();
    }

    private GuestSnapshot open(GuestMemory memory) throws Exception {
        return open(FakeMemory.access(() -> memory));
    }

    /** The first snapshot with a look into the memory: a sample does not wait long for it. */
    private GuestSnapshot open(GuestAccess access) throws Exception {
        connect(access);
        return Eventually.returns(LIMIT, () -> {
            GuestSnapshot snapshot = session.state().snapshot();
            assertThat(snapshot.guest().system().state()).isNotEqualTo(State.READING);
            return snapshot;
        });
    }

    private GuestSnapshot connect(GuestAccess access) throws Exception {
        session = GuestSession.open(guest.address(), QmpMonitor::open, access);
        return session.connected().get(20, TimeUnit.SECONDS).snapshot();
    }

    private GuestSnapshot refresh() throws Exception {
        return session.refresh().get(20, TimeUnit.SECONDS).snapshot();
    }

    private GuestSnapshot refreshedUntil(Predicate<GuestSnapshot> condition) {
        return Eventually.returns(LIMIT, () -> {
            GuestSnapshot snapshot = refresh();
            assertThat(snapshot).matches(condition);
            return snapshot;
        });
    }

    private static FunctionSnapshot of(GuestSnapshot snapshot, long fid) {
        return snapshot.function(fid).orElseThrow();
    }

    private static List<String> findings(FunctionSnapshot function) {
        return function.findings().stream().map(Finding::id).toList();
    }

    @Test
    void showsBothSourcesOfOneFunctionByItsFid() throws Exception {
        GuestSnapshot snapshot =
                open(new FakeMemory(SmallKernel.withDomains().boot(3).storage()));
        assertThat(snapshot.guest().system().state()).isEqualTo(State.LINUX);
        assertThat(snapshot.guest().system().kernel().value().release()).isEqualTo("6.99.0-test");
        assertThat(snapshot.guest().system().memory().value().access()).isEqualTo(MemoryAccess.PROCESS);
        FunctionSnapshot function = of(snapshot, 0x200);
        assertThat(function.target().value()).isEqualTo("dev2");
        assertThat(FunctionFields.HANDLE.text(function))
                .isEqualTo("0x80020001: enabled; instance 0; software mark 0x02, emulated by QEMU; index 0x0001");
        assertThat(FunctionFields.DRIVER.text(function)).isEqualTo("virtio-pci");
        assertThat(FunctionFields.ADDRESS.get().apply(function)).isEqualTo(Value.guest("0012:00:00.0"));
        assertThat(FunctionFields.UID.get().apply(function)).isEqualTo(Value.hypervisor(0x99));
    }

    @Test
    void explainsWhereSourcesDisagree() throws Exception {
        GuestSnapshot snapshot =
                open(new FakeMemory(SmallKernel.withDomains().boot(3).storage()));
        FunctionSnapshot function = of(snapshot, 0x200);
        assertThat(findings(function)).contains("uid-differs", "dma-limit-differs");
        assertThat(function.findings().get(0).severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(function.findings().get(0).text()).contains("0x99", "0x12");
        assertThat(findings(of(snapshot, 0x100))).doesNotContain("uid-differs");
    }

    @Test
    void aFunctionThatLinuxDoesNotListSaysSo() throws Exception {
        GuestSnapshot snapshot =
                open(new FakeMemory(SmallKernel.withDomains().boot(3).storage()));
        FunctionSnapshot function = of(snapshot, 0x900);
        assertThat(FunctionFields.HANDLE.text(function)).isEqualTo("Linux in the guest does not list this function.");
        assertThat(findings(function)).containsExactly("not-in-linux");
    }

    @Test
    void anotherGuestSystemIsNamed() throws Exception {
        GuestSnapshot snapshot = open(new FakeMemory(new TestStorage(SmallKernel.MEMORY)));
        assertThat(snapshot.guest().system().state()).isEqualTo(State.OTHER);
        assertThat(snapshot.notices()).singleElement().asString().startsWith("No Linux kernel runs");
        FunctionSnapshot function = of(snapshot, 0x100);
        assertThat(FunctionFields.HANDLE.text(function)).startsWith("No Linux kernel runs");
        assertThat(function.uid().isKnown()).isTrue();
        assertThat(function.findings()).isEmpty();
    }

    @Test
    void aKernelThatStartsIsNamedAndPickedUp() throws Exception {
        SmallKernel kernel = SmallKernel.withDomains().boot(3);
        long note = kernel.storage().read(POINTER, Long.BYTES).bytes().u64(0);
        kernel.storage().u64(POINTER, 0x10_0001);
        GuestSnapshot booting = open(new FakeMemory(kernel.storage()));
        assertThat(booting.guest().system().state()).isEqualTo(State.BOOTING);
        assertThat(booting.notices()).singleElement().asString().startsWith("A Linux kernel has begun");
        kernel.storage().u64(POINTER, note);
        GuestSnapshot running =
                refreshedUntil(snapshot -> snapshot.guest().system().state() == State.LINUX);
        assertThat(of(running, 0x100).linux().isKnown()).isTrue();
    }

    @Test
    void aResetIsSeenAndThenTheKernelAgain() throws Exception {
        SmallKernel kernel = SmallKernel.withDomains().boot(3);
        FakeMemory memory = new FakeMemory(kernel.storage());
        assertThat(of(open(memory), 0x100).linux().isKnown()).isTrue();
        kernel.storage().u64(POINTER, 0);
        guest.event("RESET");
        Eventually.passes(LIMIT, () -> {
            assertThat(session.state().snapshot().guest().system().state()).isEqualTo(State.OTHER);
            assertThat(memory.remaps()).isPositive();
        });
        kernel.storage().u64(POINTER, 0x3000);
        refreshedUntil(snapshot -> of(snapshot, 0x100).linux().isKnown());
    }

    @Test
    void refusedMemorySaysWhyAndIsTriedAgainLater() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        AtomicBoolean refuses = new AtomicBoolean(true);
        SmallKernel kernel = SmallKernel.withDomains().boot(3);
        GuestSnapshot refused = open(FakeMemory.access(() -> {
            attempts.incrementAndGet();
            if (refuses.get()) {
                throw FakeMemory.refused("ask the administrator");
            }
            return new FakeMemory(kernel.storage());
        }));
        assertThat(refused.guest().system().state()).isEqualTo(State.UNREADABLE);
        assertThat(refused.notices()).singleElement().asString().contains("ask the administrator");
        assertThat(of(refused, 0x100).linux().reason()).contains("ask the administrator");
        assertThat(refused.guest().system().memory().isKnown()).isFalse();
        Eventually.passes(LIMIT, () -> {
            refresh();
            assertThat((long) attempts.get()).as("is left alone for a while").isLessThan(guest.asked("query-status"));
        });
        refuses.set(false);
        refreshedUntil(snapshot -> of(snapshot, 0x100).linux().isKnown());
    }

    @Test
    void memoryThatIsLostLaterSaysSo() throws Exception {
        FakeMemory memory = new FakeMemory(SmallKernel.withDomains().boot(3).storage());
        open(memory);
        MemoryProblem problem = new MemoryProblem(MemoryProblem.Kind.PERMISSION_REFUSED, "no longer allowed");
        memory.refuse(GuestMemoryFactory.ORDER.stream()
                .map(way -> new Refusal(way, problem))
                .toList());
        GuestSnapshot snapshot = refreshedUntil(now -> now.guest().system().state() == State.UNREADABLE);
        assertThat(snapshot.guest().system().words()).contains("no longer allowed");
        assertThat(memory.isClosed()).isTrue();
    }

    @Test
    void aListThatMovesIsNeverShown() throws Exception {
        SmallKernel kernel = SmallKernel.withDomains().boot(3);
        TestStorage storage = kernel.storage();
        open(new FakeMemory(storage));
        long link = kernel.member(0, "entry");
        long next = storage.read(link, Long.BYTES).bytes().u64(0);
        storage.u64(link, 0x77);
        GuestSnapshot torn =
                refreshedUntil(snapshot -> !of(snapshot, 0x100).linux().isKnown());
        assertThat(torn.guest().system().state()).isEqualTo(State.LINUX);
        assertThat(of(torn, 0x100).linux().reason()).isNotEmpty();
        assertThat(torn.notices()).isNotEmpty();
        storage.u64(link, next);
        refreshedUntil(snapshot -> of(snapshot, 0x100).linux().isKnown());
    }

    @Test
    void slowMemoryDoesNotHoldUpTheHypervisor() throws Exception {
        TestStorage storage = SmallKernel.withDomains().boot(3).storage();
        CountDownLatch gate = new CountDownLatch(1);
        AbsoluteStorage slow = extents -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return storage.read(extents);
        };
        GuestSnapshot first = connect(FakeMemory.access(() -> new FakeMemory(slow)));
        assertThat(first.guest().system().state()).isEqualTo(State.READING);
        assertThat(of(first, 0x100).uid().isKnown()).isTrue();
        assertThat(of(first, 0x100).linux().reason()).contains("being read");
        gate.countDown();
        Eventually.passes(LIMIT, () -> assertThat(
                        of(session.state().snapshot(), 0x100).linux().isKnown())
                .as("shown without being asked for")
                .isTrue());
    }

    @Test
    void closingDoesNotWaitForSlowMemory() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        FakeMemory memory = new FakeMemory(extents -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                Thread.currentThread().interrupt();
            }
            return new TestStorage(8).read(extents);
        });
        connect(FakeMemory.access(() -> memory));
        session.close();
        Eventually.passes(LIMIT, () -> assertThat(memory.isClosed()).isTrue());
        assertThat(interrupted.get()).isPositive();
    }
}
