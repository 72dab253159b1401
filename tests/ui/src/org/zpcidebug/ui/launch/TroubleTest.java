package org.zpcidebug.ui.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.TableItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.Relay;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.ShownDebugger;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Signals;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** A guest that stops answering while it is looked at: said once, in the view, with old values marked as old. */
class TroubleTest {

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private GuestWithTwoMonitors guest;
    private ZpciDebugTarget target;

    @BeforeEach
    void attach() throws Exception {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).putInt(Preferences.REFRESH_HERTZ, 5);
        guest = GuestWithTwoMonitors.start();
        target = Workbench.attach(guest.address());
        Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).hasSize(3));
    }

    @AfterEach
    void end() throws Exception {
        guest.close();
    }

    private static boolean isItalic(TableItem item) {
        return (item.getFont(1).getFontData()[0].getStyle() & SWT.ITALIC) != 0;
    }

    private static void assertStale(String trouble) {
        Ui.eventually(() -> {
            assertThat(isItalic(ShownFunctions.row("0x100"))).as("italic").isTrue();
            assertThat(ShownFunctions.labels())
                    .anyMatch(text -> text.startsWith("stale, last updated"))
                    .anyMatch(text -> text.contains(trouble));
            assertThat(ShownFunctions.link("Reconnect")).isPresent();
        });
    }

    private static void assertFresh() {
        Ui.eventually(() -> {
            assertThat(isItalic(ShownFunctions.row("0x100"))).as("italic").isFalse();
            assertThat(ShownFunctions.labels()).anyMatch(text -> text.startsWith("updated"));
            assertThat(ShownFunctions.link("Reconnect")).isEmpty();
        });
    }

    @Test
    void stoppedAndContinued() throws Exception {
        try (ResponsiveUi watch = new ResponsiveUi()) {
            Signals.stop(guest.guest().pid());
            assertStale("stopped answering");
            Ui.screenshot("silent");
            Ui.eventually(() -> {
                var field = ShownFunctions.detailItem("UID");
                assertThat(field.getForeground(2))
                        .isEqualTo(field.getForeground(1))
                        .isNotEqualTo(field.getForeground(0));
            });
            assertThat(target.getName()).contains("not answering");
            Signals.resume(guest.guest().pid());
            assertFresh();
            watch.verify();
        }
        assertThat(guest.status()).isEqualTo("running");
    }

    /** Without waiting for the end of a command that QEMU owes the answer to. */
    @Test
    void disconnectedWhileStopped() throws Exception {
        Signals.stop(guest.guest().pid());
        assertStale("stopped answering");
        long start = System.nanoTime();
        target.disconnect();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Preferences.commandDeadline());
        Signals.resume(guest.guest().pid());
        assertThat(guest.status()).isEqualTo("running");
    }

    @Test
    void killed() throws Exception {
        Signals.kill(guest.guest().pid());
        assertStale("ended");
        assertThat(target.getName()).contains("connection lost");
        Ui.screenshot("lost");
        shows("[connection lost]");
        assertThat(target.canDisconnect()).isTrue();
        Ui.select(Ui.get(() -> ShownFunctions.link("Reconnect").orElseThrow()));
        Ui.eventually(() -> assertThat(ShownFunctions.labels())
                .anyMatch(text -> text.contains("There is no monitor") || text.contains("Nobody listens")));
        target.disconnect();
        Ui.eventually(() -> assertThat(ShownFunctions.link("demo guest")).isPresent());
        shows("<disconnected>");
        Ui.screenshot("disconnected");
    }

    /** The Debug view tells how the guest stands, and nothing of CPUs that nobody knows anything of any more. */
    private static void shows(String standing) {
        Ui.eventually(() -> assertThat(ShownDebugger.lines(ShownDebugger.tree(IDebugUIConstants.ID_DEBUG_VIEW)))
                .anyMatch(line -> line.contains(standing))
                .noneMatch(line -> line.contains("CPU ")));
    }

    @Test
    void reconnectsWhenTheConnectionWasCut() throws Exception {
        target.disconnect();
        try (Relay relay = new Relay(guest.guest().monitorPath())) {
            Workbench.attach(relay.address());
            Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).hasSize(3));
            assertFresh();
            relay.cut();
            assertStale("ended");
            guest.plug(0x21, 0x1000);
            Ui.select(Ui.get(() -> ShownFunctions.link("Reconnect").orElseThrow()));
            assertFresh();
            Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).hasSize(4));
        }
    }
}
