package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zpcidebug.inspect.FakeGuest.function;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.inspect.FakeGuest.FakeFunction;
import org.zpcidebug.inspect.SessionState.Link;
import org.zpcidebug.testing.Eventually;

/** Tests what a {@link GuestSession} samples, and when. */
class GuestSessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BUS = "qom-list /machine/s390-pcihost/s390-pcibus.0";
    private static final FakeFunction ONE = function(1, 0x100, 0x11);
    private static final FakeFunction TWO = function(2, 0x80, 0x12);

    private FakeGuest guest;
    private GuestSession session;

    @BeforeEach
    void start() throws Exception {
        guest = new FakeGuest(ONE, TWO);
        session = GuestSession.open(guest.address(), QmpMonitor::open, FakeMemory.idle());
    }

    @AfterEach
    void end() throws Exception {
        session.close();
        guest.close();
    }

    private SessionState connected() throws Exception {
        return session.connected().get(20, TimeUnit.SECONDS);
    }

    private SessionState refresh() throws Exception {
        return session.refresh().get(20, TimeUnit.SECONDS);
    }

    private FunctionSnapshot refreshed(long fid) throws Exception {
        return refresh().snapshot().function(fid).orElseThrow();
    }

    private long samples() {
        return guest.asked("query-status");
    }

    private SessionState awaited(Predicate<SessionState> condition) {
        return Eventually.returns(LIMIT, () -> {
            SessionState state = session.state();
            assertThat(state).matches(condition);
            return state;
        });
    }

    @Test
    void samplesOnceWithoutDemand() throws Exception {
        SessionState state = connected();
        assertThat(state.link()).isEqualTo(Link.CONNECTED);
        assertThat(state.problem()).isNull();
        assertThat(state.isStale()).isFalse();
        assertThat(state.snapshot().functions())
                .extracting(FunctionSnapshot::fid)
                .containsExactly(0x80L, 0x100L);
        assertThat(state.snapshot().guest().name().value()).isEqualTo("fake");
        assertThat(state.snapshot().notices()).isEmpty();
    }

    @Test
    void tellsAFunction() throws Exception {
        FunctionSnapshot function = connected().snapshot().function(0x100).orElseThrow();
        assertThat(function.uid().value()).isEqualTo(0x11);
        assertThat(function.target().value()).isEqualTo("dev1");
        assertThat(function.type().value()).isEqualTo("virtio-rng-pci");
        assertThat(function.pci().value().slot()).isEqualTo("00:01.0");
        assertThat(function.dma().registered().value()).isTrue();
        assertThat(function.dma().pal().value()).isEqualTo(0x11fffffffL);
        assertThat(function.hostDevice().value()).isEmpty();
        assertThat(function.relaxedTranslation().isKnown()).isFalse();
    }

    @Test
    void aFurtherSampleAsksFourThings() throws Exception {
        connected();
        // One in many, and each after 2 s, asks what is costly besides.
        Eventually.passes(LIMIT, () -> {
            int before = guest.asked().size();
            refresh();
            assertThat(guest.asked().subList(before, guest.asked().size()))
                    .containsExactly("query-status", BUS, "query-pci", "info mtree");
        });
    }

    @Test
    void withoutDemandNothingIsAsked() throws Exception {
        connected();
        long before = samples();
        session.demand(20).close();
        refresh();
        refresh();
        assertThat(samples() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void demandsCauseSamples() throws Exception {
        connected();
        List<SessionState> states = new CopyOnWriteArrayList<>();
        session.addListener(states::add);
        try (GuestSession.Demand slow = session.demand(0.001);
                GuestSession.Demand fast = session.demand(20)) {
            assertThat(slow).isNotSameAs(fast);
            Eventually.passes(LIMIT, () -> assertThat(states).hasSizeGreaterThan(4));
        }
        refresh();
        int after = states.size();
        refresh();
        assertThat(states.size()).isEqualTo(after + 1);
    }

    @Test
    void aRateIsPositive() {
        assertThatThrownBy(() -> session.demand(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.demand(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eventsThatAnnounceAChangeCauseASample() throws Exception {
        connected();
        guest.put("query-status", "{\"status\": \"paused\", \"running\": false}");
        guest.event("STOP");
        SessionState state =
                awaited(now -> !now.snapshot().hypervisor().running().orElse(true));
        assertThat(state.snapshot().hypervisor().status().value()).isEqualTo("paused");
    }

    @Test
    void otherEventsDoNot() throws Exception {
        connected();
        long before = samples();
        guest.event("RTC_CHANGE");
        refresh();
        refresh();
        assertThat(samples() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void hotPlugAppearsInTheNextSample() throws Exception {
        connected();
        guest.plug(function(3, 0x300, 0x13));
        assertThat(refreshed(0x300).type().value()).isEqualTo("virtio-rng-pci");
        guest.unplug(TWO);
        assertThat(refresh().snapshot().functions())
                .extracting(FunctionSnapshot::fid)
                .containsExactly(0x100L, 0x300L);
        assertThat(guest.asked("qom-get " + ONE.path() + " fid")).isEqualTo(1);
    }

    @Test
    void anObjectThatLosesItsDeviceIsReadAgain() throws Exception {
        connected();
        guest.put("query-pci", "[{\"bus\": 0, \"devices\": []}]");
        FunctionSnapshot function = refreshed(0x100);
        assertThat(function.type().reason()).isEqualTo("The PCI device dev1 is not plugged.");
        assertThat(function.interpreted().isKnown()).isFalse();
        assertThat(guest.asked("qom-get " + ONE.path() + " fid")).isEqualTo(2);
    }

    @Test
    void aSourceThatFailsMakesOnlyItsFieldsUnknown() throws Exception {
        guest.fail("info mtree");
        connected();
        FunctionSnapshot function = refreshed(0x100);
        assertThat(function.dma().registered().reason()).contains("no info mtree");
        assertThat(function.type().isKnown()).isTrue();
        Eventually.passes(LIMIT, () -> {
            assertThat(refresh().problem()).isNull();
            assertThat(guest.asked("info mtree"))
                    .as("is left alone for a while")
                    .isLessThan(samples());
        });
    }

    @Test
    void aSourceThatTalksNonsenseIsUnknown() throws Exception {
        guest.put("query-pci", "{\"no\": \"list\"}");
        guest.put("query-name", "7");
        connected();
        SessionState state = refresh();
        assertThat(state.link()).isEqualTo(Link.CONNECTED);
        assertThat(state.snapshot().functions())
                .hasSize(2)
                .allSatisfy(function -> assertThat(function.pci().isKnown()).isFalse());
    }

    @Test
    void withoutTheListOfFunctionsTheSnapshotIsKeptAsStale() throws Exception {
        connected();
        guest.fail(BUS);
        SessionState state = refresh();
        assertThat(state.link()).isEqualTo(Link.CONNECTED);
        assertThat(state.isStale()).isTrue();
        assertThat(state.problem()).startsWith("The functions could not be read: ");
        assertThat(state.snapshot().functions()).hasSize(2);
    }

    @Test
    void anObjectThatCannotBeReadIsNoted() throws Exception {
        connected();
        guest.plug(function(3, 0x300, 0x13));
        guest.fail("qom-get /machine/peripheral/z3 fid");
        try (GuestSession.Demand demand = session.demand(20)) {
            assertThat(demand).isNotNull();
            awaited(state -> !state.snapshot().notices().isEmpty());
        }
        SessionState state = session.state();
        assertThat(state.snapshot().functions()).hasSize(2);
        assertThat(state.snapshot().notices().get(0)).startsWith("A function could not be read: ");
    }

    @Test
    void aMachineWithoutHostBridgeHasNoFunctions() throws Exception {
        guest.remove(BUS);
        connected();
        SessionState state = refresh();
        assertThat(state.problem()).isNull();
        assertThat(state.snapshot().functions()).isEmpty();
        assertThat(state.snapshot().notices()).singleElement().asString().contains("no zPCI host bridge");
    }

    @Test
    void aMachineWithoutFunctionsSaysSo() throws Exception {
        connected();
        guest.unplug(ONE);
        guest.unplug(TWO);
        assertThat(refresh().snapshot().notices()).singleElement().asString().startsWith("This guest has no");
    }

    @Test
    void aListenerThatFailsHarmsNobody() throws Exception {
        connected();
        List<SessionState> states = new CopyOnWriteArrayList<>();
        session.addListener(state -> {
            throw new IllegalStateException("on purpose");
        });
        session.addListener(states::add);
        refresh();
        Eventually.passes(LIMIT, () -> assertThat(states).isNotEmpty());
    }

    @Test
    void anotherArchitectureIsRefused() throws Exception {
        try (FakeGuest other = new FakeGuest()) {
            other.put("query-target", "{\"arch\": \"x86_64\"}");
            try (GuestSession refused = GuestSession.open(other.address(), QmpMonitor::open, FakeMemory.idle())) {
                assertThatThrownBy(() -> refused.connected().get(20, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(SessionException.class)
                        .hasMessageContaining("emulates x86_64, not s390x");
                assertThat(refused.state().link()).isEqualTo(Link.LOST);
                assertThat(refused.state().problem()).contains("qemu-system-s390x");
            }
        }
    }
}
