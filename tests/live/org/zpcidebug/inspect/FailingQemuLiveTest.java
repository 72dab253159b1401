package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.inspect.SessionState.Link;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.ProcessSignals;
import org.zpcidebug.testing.TimeLimit;

/** Stops, ends and restarts real QEMUs under a session. */
class FailingQemuLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static GuestSession open(DemoGuest guest) {
        return GuestSession.open(new MonitorAddress.Unix(guest.monitorPath()));
    }

    private static void signal(DemoGuest guest, String name) throws Exception {
        ProcessSignals.send(name, guest.pid());
    }

    private static void awaitLink(GuestSession session, Link link) {
        Eventually.passes(LIMIT, () -> assertThat(session.state().link()).isEqualTo(link));
    }

    /** QEMU may need a while to notice who has left. */
    private static void awaitReconnected(GuestSession session) {
        Eventually.passes(LIMIT, () -> assertThat(session.reconnect()
                        .<Object>handle((state, failure) -> failure == null ? state.link() : failure)
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo(Link.CONNECTED));
    }

    @ParameterizedTest
    @EnumSource
    void aStoppedQemuIsSilentAndComesBack(LinuxPair pair) throws Exception {
        try (DemoGuest guest = DemoGuest.in(pair).start();
                GuestSession session = open(guest);
                GuestSession.Demand demand = session.demand(5)) {
            assertThat(demand).isNotNull();
            session.connected().get(30, TimeUnit.SECONDS);
            signal(guest, "STOP");
            awaitLink(session, Link.SILENT);
            assertThat(session.state().problem()).contains("kill -CONT");
            assertThat(session.state().isStale()).isTrue();
            assertThat(session.state().snapshot().functions()).hasSize(3);
            signal(guest, "CONT");
            awaitLink(session, Link.CONNECTED);
            assertThat(session.state().problem()).isNull();
        }
    }

    @Test
    void aStoppedQemuCanBeLeft() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            GuestSession session = open(guest);
            session.connected().get(30, TimeUnit.SECONDS);
            signal(guest, "STOP");
            session.refresh();
            TimeLimit limit = TimeLimit.start(Duration.ofSeconds(1));
            session.close();
            limit.assertKept();
            try (GuestSession again = open(guest)) {
                assertThatThrownBy(() -> again.connected().get(30, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(MonitorException.Busy.class);
                signal(guest, "CONT");
                awaitReconnected(again);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQemuThatEndsIsToldAtOnceAndItsSuccessorIsFound(LinuxPair pair) throws Exception {
        try (SecondMonitor place = new SecondMonitor()) {
            GuestSession session;
            try (DemoGuest guest = DemoGuest.in(pair).qemu(place.arguments()).start()) {
                session = GuestSession.open(place.address());
                session.connected().get(30, TimeUnit.SECONDS);
                signal(guest, "KILL");
                awaitLink(session, Link.LOST);
                assertThat(session.state().problem()).contains("reconnect");
                assertThat(session.state().snapshot().functions()).hasSize(3);
            }
            try (session;
                    DemoGuest successor = DemoGuest.in(pair)
                            .devices(Set.of(DemoGuest.Device.RNG))
                            .qemu(place.arguments())
                            .start()) {
                assertThat(successor.qemu().isAlive()).isTrue();
                SessionState state = session.reconnect().get(30, TimeUnit.SECONDS);
                assertThat(state.link()).isEqualTo(Link.CONNECTED);
                assertThat(state.snapshot().functions()).hasSize(1);
            }
        }
    }

    @Test
    void aMonitorThatAnotherHoldsIsSaidToBeHeld() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start();
                GuestSession late = lateComer(guest)) {
            assertThat(late.state().problem()).contains("Another client");
            awaitReconnected(late);
        }
    }

    /** A session that failed to connect while another, closed by now, held the monitor. */
    private static GuestSession lateComer(DemoGuest guest) throws Exception {
        try (GuestSession holder = open(guest)) {
            holder.connected().get(30, TimeUnit.SECONDS);
            GuestSession late = open(guest);
            assertThatThrownBy(() -> late.connected().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(MonitorException.Busy.class);
            return late;
        }
    }
}
