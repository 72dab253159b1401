package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LiveGuest;

/** What a session finds in a guest, with and without asking the architecture. */
final class Findings {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private Findings() {}

    static GuestSession open(LiveGuest guest) {
        return GuestSession.open(new MonitorAddress.Unix(guest.monitorPath()));
    }

    /** A new sample, once there is a look into the guest. */
    static GuestSnapshot refreshed(GuestSession session) throws Exception {
        session.connected().get(30, TimeUnit.SECONDS);
        GuestSnapshot snapshot = session.refresh().get(30, TimeUnit.SECONDS).snapshot();
        assertThat(snapshot.guest().system().state()).isNotEqualTo(GuestSystem.State.READING);
        return snapshot;
    }

    /** The sample after a probe. The guest has to run before and after. */
    static GuestSnapshot probed(GuestSession session) throws Exception {
        Eventually.passes(LIMIT, () -> refreshed(session));
        ProbeReading reading = session.probe().get(60, TimeUnit.SECONDS);
        assertThat(reading.paused()).isPositive().isLessThan(Duration.ofSeconds(5));
        // The sample after a probe is missing where QEMU is silent for a while.
        return Eventually.returns(LIMIT, () -> {
            GuestSnapshot snapshot = session.state().snapshot();
            if (snapshot.probe().value() != reading) {
                snapshot = refreshed(session);
            }
            assertThat(snapshot.probe().value()).isSameAs(reading);
            assertThat(snapshot.hypervisor().running().value()).isTrue();
            return snapshot;
        });
    }

    /** The ids of what was found in that function. */
    static List<String> ids(GuestSnapshot snapshot, long fid) {
        return snapshot.function(fid).orElseThrow().findings().stream()
                .map(Finding::id)
                .toList();
    }

    /** Function and finding of all that is worse than a note. */
    static List<String> grave(GuestSnapshot snapshot) {
        return snapshot.functions().stream()
                .flatMap(function -> function.findings().stream()
                        .filter(finding -> finding.severity() != Finding.Severity.INFO)
                        .map(finding -> Words.hex(function.fid()) + " " + finding.id() + ": " + finding.seen()))
                .toList();
    }
}
