package org.zpcidebug.ui.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.model.IDisconnect;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.debug.ui.IDebugView;
import org.eclipse.jface.viewers.TreePath;
import org.eclipse.jface.viewers.TreeSelection;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** Launches as the platform sees them: attached guests are left running, the demo guest is ours to end. */
class LaunchTest {

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void attachedGuestsAreDisconnectedAndNeverTerminated() throws Exception {
        try (GuestWithTwoMonitors guest = GuestWithTwoMonitors.start()) {
            ZpciDebugTarget target = Workbench.attach(guest.address());
            assertThat(target.canTerminate()).isFalse();
            assertThat(target.canDisconnect()).isTrue();
            assertThat(target.getAdapter(GuestSession.class)).isSameAs(target.session());
            assertThat(target.getName()).contains("zpcidebug-demo").contains("running");
            assertThat(Preferences.recentAddresses()).startsWith(guest.address().toString());

            endAsEclipseDoes(target.getLaunch());

            assertThat(target.isDisconnected()).isTrue();
            assertThat(target.getLaunch().isTerminated()).isTrue();
            assertThat(guest.status()).isEqualTo("running");
            Workbench.attach(guest.address());
        }
    }

    /** What the platform's launch manager does with each launch when the workbench ends. */
    private static void endAsEclipseDoes(ILaunch launch) throws Exception {
        var disconnect = (IDisconnect) launch;
        if (disconnect.canDisconnect()) {
            disconnect.disconnect();
        }
        if (launch.canTerminate()) {
            launch.terminate();
        }
    }

    @Test
    void viewFollowsTheSelectedGuest() throws Exception {
        try (GuestWithTwoMonitors one = GuestWithTwoMonitors.start();
                GuestWithTwoMonitors two = GuestWithTwoMonitors.start()) {
            two.plug(0x21, 0x1000);
            ZpciDebugTarget first = Workbench.attach(one.address());
            Ui.eventually(() -> assertThat(Workbench.view().target()).isSameAs(first));
            ZpciDebugTarget second = Workbench.attach(two.address());
            Ui.eventually(() -> {
                assertThat(Workbench.view().target()).isSameAs(second);
                assertThat(Workbench.view().shownFunctions()).contains("0x1000");
            });
            // Again and again: the Debug view itself selects what was attached to last, once it has a row for that.
            Ui.eventually(() -> {
                select(first);
                assertThat(Workbench.view().target()).isSameAs(first);
                assertThat(Workbench.view().shownFunctions()).hasSize(3);
            });
            first.disconnect();
            Ui.eventually(() -> assertThat(Workbench.view().target()).isSameAs(second));
        }
    }

    private static void select(ZpciDebugTarget target) {
        var view = (IDebugView) Workbench.page().findView(IDebugUIConstants.ID_DEBUG_VIEW);
        Object[] path = {target.getLaunch(), target};
        view.getViewer().setSelection(new TreeSelection(new TreePath(path)), true);
    }

    @Test
    void demoGuestIsStartedAndEnded() throws Exception {
        ILaunchConfiguration configuration = Workbench.configuration(DebugIds.DEMO_TYPE, Map.of());
        Ui.start(() -> DebugUITools.launch(configuration, ILaunchManager.DEBUG_MODE));
        Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).containsExactly("0x100", "0x200", "0x300"));
        Ui.eventually(() -> assertThat(ShownFunctions.texts("DMA")).containsOnly("Registered"));
        Ui.screenshot("demo");
        ILaunch launch = Workbench.launches().getLaunches()[0];
        IProcess process = launch.getProcesses()[0];
        Path socket = ((MonitorAddress.Unix) Workbench.target(launch).session().address()).path();
        assertThat(Files.getPosixFilePermissions(socket.getParent())).hasSize(3);

        Workbench.target(launch).terminate();

        Eventually.passes(Ui.PATIENCE, () -> {
            assertThat(process.isTerminated()).isTrue();
            assertThat(Workbench.target(launch).isDisconnected()).isTrue();
            assertThat(launch.isTerminated()).isTrue();
            assertThat(socket.getParent()).doesNotExist();
        });
        Ui.eventually(() -> assertThat(ShownFunctions.link("demo guest")).isPresent());
    }

    @Test
    void demoGuestEndsWithEclipse() throws Exception {
        ILaunch launch = Workbench.configuration(DebugIds.DEMO_TYPE, Map.of()).launch(ILaunchManager.DEBUG_MODE, null);
        long pid = Long.parseLong(launch.getProcesses()[0].getAttribute(IProcess.ATTR_PROCESS_ID));
        endAsEclipseDoes(launch);
        ProcessHandle.of(pid).ifPresent(left -> left.onExit()
                .orTimeout(Ui.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void missingQemuIsSaid() throws Exception {
        var node = InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN);
        node.put(Preferences.QEMU_PATH, "/nowhere/qemu-system-s390x");
        try {
            ILaunchConfiguration configuration = Workbench.configuration(DebugIds.DEMO_TYPE, Map.of());
            log.expect("'/nowhere/qemu-system-s390x' is not a program that can be run");
            Ui.start(() -> DebugUITools.launch(configuration, ILaunchManager.DEBUG_MODE));
            Shell shell = Ui.shell("Problem Occurred");
            Ui.run(shell::close);
        } finally {
            node.remove(Preferences.QEMU_PATH);
        }
    }

    @Test
    void whatQemuSaidIsTold() throws Exception {
        Path script = Files.createTempFile("qemu", ".sh");
        Files.writeString(script, "#!/bin/sh\necho 'no such machine' >&2\nexit 3\n");
        script.toFile().setExecutable(true);
        var node = InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN);
        node.put(Preferences.QEMU_PATH, script.toString());
        try {
            ILaunchConfiguration configuration = Workbench.configuration(DebugIds.DEMO_TYPE, Map.of());
            log.expect("QEMU ended with status 3 before its monitor answered. It said: no such machine");
            Ui.start(() -> DebugUITools.launch(configuration, ILaunchManager.DEBUG_MODE));
            Shell shell = Ui.shell("Problem Occurred");
            Ui.run(shell::close);
        } finally {
            node.remove(Preferences.QEMU_PATH);
            Files.delete(script);
        }
        Eventually.passes(
                Ui.PATIENCE,
                () -> assertThat(List.of(Workbench.launches().getLaunches())).allMatch(ILaunch::isTerminated));
    }
}
