package org.zpcidebug.ui.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.FakeMonitor;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.OrdinaryLaunch;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Signals;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** What cannot be attached to gives one message that says what to do; the workbench stays responsive meanwhile. */
class BadInputTest {

    /** How long Eclipse waits for QEMU before it gives up. */
    private static final Duration AT_ONCE = Duration.ZERO;

    private static final Duration FOR_GREETING = MonitorOptions.DEFAULT.greeting();
    private static final Duration FOR_CONNECTION = MonitorOptions.DEFAULT.connect();

    /** What a busy machine may take to run a job and to open a dialog. */
    private static final Duration SHOWN = Duration.ofSeconds(15);

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @TempDir
    Path folder;

    /** Attaches as a user does, reads the one message there is, and closes it. */
    private void assertRefused(MonitorAddress address, Duration waits, String... words) throws Exception {
        assertRefused(address, each -> DebugUITools.launch(each, ILaunchManager.DEBUG_MODE), waits, words);
    }

    private void assertRefused(
            MonitorAddress address, Consumer<ILaunchConfiguration> launcher, Duration waits, String... words)
            throws Exception {
        ILaunchConfiguration configuration = Workbench.attachTo(address);
        log.expect(words[0]);
        long start = System.nanoTime();
        try (ResponsiveUi watch = new ResponsiveUi()) {
            Ui.start(() -> launcher.accept(configuration));
            Shell shell = Ui.shell("Problem Occurred");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(waits.plus(SHOWN));
            String message = Ui.get(() ->
                    Ui.all(shell, Label.class).stream().map(Label::getText).reduce("", (all, one) -> all + " " + one));
            assertThat(message).contains(words);
            watch.verify();
            Ui.screenshot("refused-" + words[0].replaceAll("\\W+", "-"));
            Ui.run(() -> assertThat(Ui.titles())
                    .filteredOn("Problem Occurred"::equals)
                    .hasSize(1));
            Ui.run(shell::close);
        }
        Ui.eventually(() -> assertThat(Workbench.launches().getLaunches()).isEmpty());
    }

    @Test
    void wrongPath() throws Exception {
        assertRefused(new MonitorAddress.Unix(folder.resolve("none")), AT_ONCE, "There is no monitor at", "-qmp");
    }

    @Test
    void noPermission() throws Exception {
        try (FakeMonitor monitor = FakeMonitor.unix(FakeMonitor.GOOD)) {
            Path socket = ((MonitorAddress.Unix) monitor.address()).path();
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            assertRefused(monitor.address(), OrdinaryLaunch::start, AT_ONCE, "permission", socket.toString());
        }
    }

    @Test
    void silentSocket() throws Exception {
        try (FakeMonitor monitor = FakeMonitor.unix(peer -> peer.waitForEnd())) {
            assertRefused(monitor.address(), FOR_GREETING, "no QMP greeting came within 3 s");
        }
    }

    @Test
    void monitorHeldByAnother() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            MonitorAddress address = new MonitorAddress.Unix(guest.monitorPath());
            var other = QmpMonitor.open(address).get();
            assertRefused(address, FOR_GREETING, "Another client", "libvirt");
            other.close();
            Workbench.attach(address);
            Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).hasSize(3));
        }
    }

    @Test
    void heldByThisEclipse() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            MonitorAddress address = new MonitorAddress.Unix(guest.monitorPath());
            var target = Workbench.attach(address);
            ILaunchConfiguration second = Workbench.attachTo(address);
            log.expect("This Eclipse is attached to");
            Ui.start(() -> DebugUITools.launch(second, ILaunchManager.DEBUG_MODE));
            Shell shell = Ui.shell("Problem Occurred");
            Ui.run(shell::close);
            assertThat(target.isDisconnected()).isFalse();
        }
    }

    @Test
    void stoppedBeforeTheGreeting() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            Signals.stop(guest.pid());
            try {
                assertRefused(new MonitorAddress.Unix(guest.monitorPath()), FOR_CONNECTION, "SIGSTOP", "kill -CONT");
            } finally {
                Signals.resume(guest.pid());
            }
        }
    }

    @Test
    void notS390x() throws Exception {
        FakeMonitor.Script script = peer -> {
            peer.negotiate();
            while (true) {
                JsonObject command = peer.command();
                switch (command.get("execute").getAsString()) {
                    case "query-target" -> peer.reply(command, "{\"arch\": \"x86_64\"}");
                    case "query-status" -> peer.reply(command, "{\"status\": \"running\", \"running\": true}");
                    default -> peer.fail(command, "CommandNotFound", "no such command");
                }
            }
        };
        try (FakeMonitor monitor = FakeMonitor.unix(script)) {
            assertRefused(monitor.address(), AT_ONCE, "not s390x", "qemu-system-s390x");
        }
    }

    @Test
    void garbage() throws Exception {
        try (FakeMonitor monitor = FakeMonitor.unix(peer -> peer.send("\u0001\u0002 SSH-2.0-OpenSSH"))) {
            assertRefused(monitor.address(), AT_ONCE, "is not a QMP monitor");
        }
    }

    @Test
    void guestWithoutFunctions() throws Exception {
        try (DemoGuest guest =
                DemoGuest.in(LinuxPair.BOOKWORM).devices(Set.of()).start()) {
            Workbench.attach(new MonitorAddress.Unix(guest.monitorPath()));
            Ui.eventually(() -> assertThat(ShownFunctions.labels())
                    .contains("No Functions")
                    .anyMatch(text -> text.contains("-device")));
            Ui.screenshot("no-functions");
        }
    }
}
