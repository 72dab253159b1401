package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.intercept.InterceptedGuest.LIMIT;
import static org.zpcidebug.intercept.InterceptedGuest.get;
import static org.zpcidebug.intercept.InterceptedGuest.stop;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.intercept.InterceptEvent.Kind;
import org.zpcidebug.intercept.InterceptState.Phase;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;

/** A module of Linux that comes and goes while the guest is debugged. */
class ModuleSitesLiveTest {

    private static final String MODULE = " [zpci_sites]";

    @ParameterizedTest
    @EnumSource
    void stopsInAModuleThatWasLoadedLater(LinuxPair pair) {
        LinuxGuest linux = LinuxGuest.shared(pair);
        DebuggedGuest debugged = new DebuggedGuest(linux);
        try (InterceptedGuest guest = new InterceptedGuest(debugged)) {
            // Linux itself executes none of these.
            int sites = guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.STPCIFC)));
            assertThat(sites).isZero();
            assertThat(guest.session().state().phase()).isEqualTo(Phase.RUNNING);
            plug(guest, false);
            StoppedGuest stopped = guest.awaitStopAfter(0);
            assertThat(guest.noticed()).contains(Kind.SITES_FOUND);
            assertThat(guest.session().state().sites()).isEqualTo(1);
            InterceptRecord record = stopped.stopped().record().orElseThrow();
            assertThat(record.site().symbol()).isEqualTo("zpci_sites_store+0xc" + MODULE);
            assertThat(record.handle()).hasValue(0x8002fffeL);
            assertThat(stopped.stopped().frames().get(0).function()).isEqualTo("zpci_sites_store");
            StoppedGuest after = get(guest.session().stepOver(stopped.cpu()));
            assertThat(after.stopped().record().orElseThrow().outcome().condition())
                    .hasValue(3);
            List<String> all = get(guest.session().sites()).stream()
                    .map(Site::symbol)
                    .filter(symbol -> symbol.endsWith(MODULE))
                    .toList();
            assertThat(all).containsExactly("zpci_sites_store+0xc" + MODULE, "zpci_sites_load+0x12" + MODULE);
            plug(guest, true);
            get(guest.session().resume());
            Eventually.passes(LIMIT, () -> {
                guest.session().resume();
                assertThat(guest.noticed()).contains(Kind.SITE_OVERWRITTEN);
            });
            assertThat(guest.session().state().sites()).isZero();
            get(guest.session().leave());
            assertThat(debugged.isRunning()).isTrue();
        } finally {
            debugged.disconnect();
        }
    }

    private static void plug(InterceptedGuest guest, boolean isUp) {
        JsonObject link = new JsonObject();
        link.addProperty("name", "net0");
        link.addProperty("up", isUp);
        guest.ask(new MonitorCommand<>("set_link", link, reply -> reply));
    }
}
