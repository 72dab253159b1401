package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zpcidebug.inspect.FakeGuest.function;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.inspect.SessionState.Link;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.FakeMonitor;
import org.zpcidebug.testing.FakePeer;
import org.zpcidebug.testing.TimeLimit;

/** Tests how a {@link GuestSession} takes silence, loss and the end. */
class GuestSessionLinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final MonitorOptions HASTY =
            new MonitorOptions(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(2), 4, 1 << 20);

    private static GuestSession hasty(MonitorAddress address) {
        return GuestSession.open(address, to -> QmpMonitor.open(to, HASTY), FakeMemory.idle());
    }

    private static SessionState get(CompletableFuture<SessionState> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static void awaitLink(GuestSession session, Link link) {
        Eventually.passes(LIMIT, () -> assertThat(session.state().link()).isEqualTo(link));
    }

    /** Closes a session, which has to take less than 2 s and to leave no thread. */
    private static void closeInTime(GuestSession session) {
        TimeLimit limit = TimeLimit.start(Duration.ofSeconds(1));
        session.close();
        limit.assertKept();
        assertThat(session.state().link()).isEqualTo(Link.CLOSED);
        Eventually.passes(LIMIT, () -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("zPCI session " + session.address()));
    }

    @Test
    void silenceIsNoticedAndRecoveredFrom() throws Exception {
        try (FakeGuest guest = new FakeGuest(function(1, 0x100, 0x11));
                GuestSession session = hasty(guest.address())) {
            get(session.connected());
            CountDownLatch silence = guest.fallSilent();
            SessionState silent = get(session.refresh());
            assertThat(silent.link()).isEqualTo(Link.SILENT);
            assertThat(silent.problem()).contains("stopped answering");
            assertThat(silent.isStale()).isTrue();
            assertThat(silent.snapshot().functions()).hasSize(1);
            guest.put("query-status", "{\"status\": \"paused\", \"running\": false}");
            silence.countDown();
            awaitLink(session, Link.CONNECTED);
            assertThat(session.state().snapshot().hypervisor().status().value()).isEqualTo("paused");
            assertThat(session.state().problem()).isNull();
        }
    }

    @Test
    void demandGoesOnAfterSilence() throws Exception {
        try (FakeGuest guest = new FakeGuest(function(1, 0x100, 0x11));
                GuestSession session = hasty(guest.address())) {
            get(session.connected());
            try (GuestSession.Demand demand = session.demand(20)) {
                assertThat(demand).isNotNull();
                CountDownLatch silence = guest.fallSilent();
                awaitLink(session, Link.SILENT);
                silence.countDown();
                awaitLink(session, Link.CONNECTED);
                long asked = guest.asked("query-status");
                Eventually.passes(
                        LIMIT, () -> assertThat(guest.asked("query-status")).isGreaterThan(asked + 2));
            }
        }
    }

    @Test
    void lossIsToldAtOnceAndReconnectingWorks() throws Exception {
        FakeGuest guest = new FakeGuest(function(1, 0x100, 0x11));
        Moving moving = new Moving(guest.address());
        try (GuestSession session = GuestSession.open(guest.address(), moving, FakeMemory.idle())) {
            get(session.connected());
            guest.close();
            awaitLink(session, Link.LOST);
            assertThat(session.state().problem()).contains("ended");
            assertThat(session.state().isStale()).isTrue();
            assertThat(session.history()).isNotEmpty();
            assertThat(get(session.refresh()).link()).isEqualTo(Link.LOST);
            assertThatThrownBy(() -> get(session.reconnect()))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(MonitorException.class);
            try (FakeGuest next = new FakeGuest(function(1, 0x200, 0x12))) {
                moving.now = next.address();
                SessionState state = get(session.reconnect());
                assertThat(state.link()).isEqualTo(Link.CONNECTED);
                assertThat(state.snapshot().function(0x200)).isPresent();
                assertThat(get(session.connected())).isSameAs(session.state());
            }
        }
    }

    /** Connects to wherever the guest is now. */
    private static final class Moving implements SessionCore.Connector {

        private volatile MonitorAddress now;

        private Moving(MonitorAddress first) {
            now = first;
        }

        @Override
        public CompletableFuture<Monitor> open(MonitorAddress address) {
            return QmpMonitor.open(now);
        }
    }

    @Test
    void reconnectingALinkThatWorksKeepsIt() throws Exception {
        try (FakeGuest guest = new FakeGuest();
                GuestSession session = GuestSession.open(guest.address(), QmpMonitor::open, FakeMemory.idle())) {
            get(session.connected());
            assertThat(get(session.reconnect())).isSameAs(session.state());
            assertThat(guest.asked("qmp_capabilities")).isEqualTo(1);
        }
    }

    @Test
    void anAddressThatLeadsNowhereIsToldAtOnce() throws Exception {
        MonitorAddress nowhere = new MonitorAddress.Unix(Path.of("/nonexistent/monitor"));
        try (GuestSession session = GuestSession.open(nowhere, QmpMonitor::open, FakeMemory.idle())) {
            assertThatThrownBy(() -> get(session.connected()))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(MonitorException.Unreachable.class);
            assertThat(session.state().link()).isEqualTo(Link.LOST);
            assertThat(session.state().problem()).contains("does not exist");
            closeInTime(session);
        }
    }

    @Test
    void closesWhileWaitingForTheGreeting() throws Exception {
        try (FakeMonitor monitor = FakeMonitor.unix(FakePeer::waitForEnd)) {
            GuestSession session = GuestSession.open(monitor.address(), QmpMonitor::open, FakeMemory.idle());
            assertThat(session.state().link()).isEqualTo(Link.CONNECTING);
            closeInTime(session);
            assertThatThrownBy(() -> get(session.connected())).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void closesInTheMiddleOfASample() throws Exception {
        try (FakeGuest guest = new FakeGuest()) {
            GuestSession session = GuestSession.open(guest.address(), QmpMonitor::open, FakeMemory.idle());
            get(session.connected());
            guest.fallSilent();
            CompletableFuture<SessionState> refresh = session.refresh();
            Eventually.passes(
                    LIMIT, () -> assertThat(guest.asked("query-status")).isEqualTo(2));
            closeInTime(session);
            assertThat(get(refresh)).isNotNull();
        }
    }

    @Test
    void closesWhileSilent() throws Exception {
        try (FakeGuest guest = new FakeGuest()) {
            GuestSession session = hasty(guest.address());
            get(session.connected());
            guest.fallSilent();
            assertThat(get(session.refresh()).link()).isEqualTo(Link.SILENT);
            closeInTime(session);
        }
    }

    @Test
    void closesFromItsOwnListener() throws Exception {
        try (FakeGuest guest = new FakeGuest()) {
            GuestSession session = GuestSession.open(guest.address(), QmpMonitor::open, FakeMemory.idle());
            get(session.connected());
            session.addListener(state -> session.close());
            session.refresh();
            awaitLink(session, Link.CLOSED);
            closeInTime(session);
        }
    }

    @Test
    void aClosedSessionStaysClosed() throws Exception {
        try (FakeGuest guest = new FakeGuest()) {
            GuestSession session = GuestSession.open(guest.address(), QmpMonitor::open, FakeMemory.idle());
            get(session.connected());
            session.close();
            session.close();
            session.demand(5).close();
            assertThat(get(session.refresh()).link()).isEqualTo(Link.CLOSED);
            get(session.reconnect());
            assertThat(session.state().link()).isEqualTo(Link.CLOSED);
            assertThat(session.state().snapshot()).as("the last one is kept").isNotNull();
        }
    }

    @Test
    void closesAtAnyMoment() throws IOException {
        try (FakeGuest guest = new FakeGuest(function(1, 0x100, 0x11))) {
            int before = openFiles();
            for (int i = 0; i < 50; i++) {
                GuestSession session = GuestSession.open(guest.address(), QmpMonitor::open, FakeMemory.idle());
                session.demand(20);
                Thread.yield();
                if (i % 2 == 0) {
                    session.connected()
                            .orTimeout(i, TimeUnit.MILLISECONDS)
                            .exceptionally(e -> null)
                            .join();
                }
                closeInTime(session);
            }
            Eventually.passes(LIMIT, () -> assertThat(openFiles()).isLessThan(before + 10));
        }
    }

    private static int openFiles() {
        return new File("/proc/self/fd").list().length;
    }

    @Test
    void giveUpByOthersHarmsNobody() throws Exception {
        try (FakeGuest guest = new FakeGuest();
                GuestSession session = GuestSession.open(guest.address(), QmpMonitor::open, FakeMemory.idle())) {
            session.connected().cancel(true);
            session.connected().complete(null);
            assertThat(get(session.connected()).link()).isEqualTo(Link.CONNECTED);
        }
    }
}
