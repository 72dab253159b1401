package org.zpcidebug.ui.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.help.HelpSystem;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.LaunchSettings;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** The launch dialog's tabs, the find dialog, the preference page. */
class DialogsTest {

    private static final String DIALOG = "Debug Configurations";

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private static Button button(Shell shell, String text) {
        return Ui.get(() -> Ui.all(shell, Button.class).stream()
                .filter(button -> button.getText().replace("&", "").equals(text) && button.isVisible())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + text)));
    }

    private static Text field(Shell shell, String hint) {
        return Ui.get(() -> Ui.all(shell, Text.class).stream()
                .filter(text -> text.getMessage().contains(hint) && text.isVisible())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + hint)));
    }

    /** The launch dialog on a new configuration, once its tab is there. */
    private static Shell openOnNothing() {
        Ui.start(() -> Launches.connect(Workbench.window().getShell()));
        Shell shell = Ui.shell(DIALOG);
        Ui.eventually(() -> assertThat(texts(shell)).contains("No monitor is given"));
        return shell;
    }

    private static String texts(Shell shell) {
        StringBuilder all = new StringBuilder();
        Ui.all(shell, Text.class).forEach(text -> all.append(text.getText()).append('\n'));
        Ui.all(shell, Label.class).forEach(label -> all.append(label.getText()).append('\n'));
        return all.toString();
    }

    @Test
    void connectsFromTheLaunchDialog() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            Shell shell = openOnNothing();
            Text path = field(shell, "-qmp unix:PATH");
            Ui.run(() -> path.setText(guest.monitorPath().toString()));
            Button test = button(shell, "Test Connection");
            Ui.eventually(() -> assertThat(test.isEnabled()).isTrue());
            try (ResponsiveUi watch = new ResponsiveUi()) {
                Ui.select(test);
                Ui.eventually(() -> assertThat(texts(shell)).contains("Connected: QEMU", "3 zPCI functions"));
                watch.verify();
            }
            Ui.screenshot("connection-tab");
            Button debug = button(shell, "Debug");
            Ui.eventually(() -> assertThat(debug.isEnabled()).isTrue());
            Ui.select(debug);
            Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).hasSize(3));
            Eventually.passes(Ui.PATIENCE, () -> assertThat(names()).containsExactly("zpcidebug-demo"));
            ILaunchConfiguration saved = Workbench.launches().getLaunchConfigurations()[0];
            assertThat(LaunchSettings.addressText(saved)).isEqualTo("unix:" + guest.monitorPath());
            assertThat(Workbench.launches().getLaunches()[0].getLaunchConfiguration())
                    .isEqualTo(saved);
        }
    }

    private static List<String> names() throws CoreException {
        return Stream.of(Workbench.launches().getLaunchConfigurations())
                .map(ILaunchConfiguration::getName)
                .toList();
    }

    @Test
    void eachGuestHasAConfigurationOfItsOwn() throws Exception {
        try (DemoGuest one = DemoGuest.in(LinuxPair.BOOKWORM).start();
                DemoGuest two = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            Ui.run(() -> Launches.attach("unix:" + one.monitorPath()));
            Eventually.passes(Ui.PATIENCE, () -> assertThat(names()).containsExactly("zpcidebug-demo"));
            Shell shell = openOnNothing();
            Text path = field(shell, "-qmp unix:PATH");
            Ui.run(() -> path.setText("unix:" + two.monitorPath()));
            Button debug = button(shell, "Debug");
            Ui.eventually(() -> assertThat(debug.isEnabled()).isTrue());
            Ui.select(debug);
            Eventually.passes(Ui.PATIENCE, () -> assertThat(names())
                    .containsExactlyInAnyOrder("zpcidebug-demo", "zpcidebug-demo (1)"));
        }
    }

    @Test
    void aNameOfTheUsersIsKept() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            Workbench.attach(new MonitorAddress.Unix(guest.monitorPath()));
            assertThat(names()).containsExactly("Test");
        }
    }

    @Test
    void leavesNothingBehindWhenTheUserThinksBetterOfIt() throws Exception {
        Shell shell = openOnNothing();
        Ui.select(button(shell, "Close"));
        Ui.eventually(() -> assertThat(shell.isDisposed()).isTrue());
        Ui.eventually(() -> {
            try {
                assertThat(Workbench.launches().getLaunchConfigurations()).isEmpty();
            } catch (CoreException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void saysWhatIsWrongWithAnAddress() throws Exception {
        Shell shell = openOnNothing();
        Button tcp = button(shell, "TCP");
        Ui.run(() -> tcp.setSelection(true));
        Ui.run(() -> button(shell, "Unix socket").setSelection(false));
        Ui.select(tcp);
        Text host = field(shell, "host name");
        Ui.eventually(() -> assertThat(host.isEnabled()).isTrue());
        Ui.run(() -> host.setText("localhost"));
        assertRefused(shell, "Enter the port");
        Ui.screenshot("connection-tab-tcp");
        Text port = Ui.get(() -> {
            List<Text> fields = Ui.all(shell, Text.class);
            return fields.get(fields.indexOf(host) + 1);
        });
        for (String wrong : List.of("70000", "0", "-1", "qmp", "+1")) {
            Ui.run(() -> port.setText(wrong));
            assertRefused(shell, "'" + wrong + "' is not a port. Enter a number from 1 to 65535.");
        }
        Ui.run(() -> port.setText("4444"));
        Ui.run(() -> host.setText("local host"));
        assertRefused(shell, "'local host' is no name or address of a host");
        Ui.run(() -> host.setText("::1"));
        Ui.eventually(() -> assertThat(button(shell, "Debug").isEnabled()).isTrue());
        refusesAGdbServer(shell);
        Button unix = button(shell, "Unix socket");
        Ui.run(() -> {
            tcp.setSelection(false);
            unix.setSelection(true);
        });
        Ui.select(unix);
        Text path = field(shell, "-qmp unix:PATH");
        Ui.run(() -> path.setText("guest/qmp"));
        assertRefused(shell, "The path 'guest/qmp' is not complete.");
        Ui.screenshot("connection-tab-relative");
    }

    /** The monitor can be tried all the same. */
    private static void refusesAGdbServer(Shell shell) {
        Text server = field(shell, "started through the monitor");
        Ui.run(() -> server.setText("unix:gdb"));
        Ui.eventually(() -> {
            assertThat(texts(shell)).contains("GDB server: The path 'gdb' is not complete.");
            assertThat(button(shell, "Debug").isEnabled()).isFalse();
            assertThat(button(shell, "Test Connection").isEnabled()).isTrue();
        });
        Ui.run(() -> server.setText(""));
        Ui.eventually(() -> assertThat(button(shell, "Debug").isEnabled()).isTrue());
    }

    private static void assertRefused(Shell shell, String words) {
        Ui.eventually(() -> {
            assertThat(texts(shell)).contains(words);
            assertThat(button(shell, "Debug").isEnabled()).isFalse();
            assertThat(button(shell, "Test Connection").isEnabled()).isFalse();
        });
    }

    @Test
    void findsLocalGuests() throws Exception {
        try (DemoGuest guest = DemoGuest.in(LinuxPair.BOOKWORM).start()) {
            Ui.start(
                    () -> FindGuestsDialog.choose(Workbench.window().getShell()).ifPresent(Launches::attach));
            Shell shell = Ui.shell("Find Guests");
            Ui.eventually(() -> {
                Table table = Ui.all(shell, Table.class).get(0);
                List<String> monitors = List.of(table.getItems()).stream()
                        .map(item -> item.getText(3))
                        .toList();
                assertThat(monitors).contains("unix:" + guest.monitorPath());
                table.setSelection(monitors.indexOf("unix:" + guest.monitorPath()));
            });
            Ui.screenshot("find");
            Ui.select(Ui.get(() -> Ui.all(shell, Table.class).get(0)));
            Ui.select(button(shell, "OK"));
            Ui.eventually(() -> assertThat(Workbench.view().target()).isNotNull());
            Ui.eventually(() -> assertThat(Workbench.view().target().session().address())
                    .isEqualTo(new MonitorAddress.Unix(guest.monitorPath())));
            Ui.eventually(() -> assertThat(ShownFunctions.texts("FID")).hasSize(3));
        }
    }

    @Test
    void demoTabKeepsWhatIsEntered() throws Exception {
        ILaunchConfiguration configuration = Workbench.configuration(DebugIds.DEMO_TYPE, Map.of());
        Ui.start(() -> DebugUITools.openLaunchConfigurationDialogOnGroup(
                Workbench.window().getShell(),
                new StructuredSelection(configuration),
                IDebugUIConstants.ID_DEBUG_LAUNCH_GROUP));
        Shell shell = Ui.shell(DIALOG);
        Ui.eventually(() -> {
            Ui.all(shell, Spinner.class).get(0).setSelection(256);
            field(shell, "name=value").setText("errors=on");
        });
        Ui.screenshot("demo-tab");
        Button apply = button(shell, "Apply");
        Ui.eventually(() -> assertThat(apply.isEnabled()).isTrue());
        Ui.select(apply);
        Ui.eventually(() -> {
            try {
                assertThat(LaunchSettings.demo(configuration).memoryMiB()).isEqualTo(256);
                assertThat(LaunchSettings.demo(configuration).further()).isEqualTo("errors=on");
            } catch (CoreException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void preferencePageOpens() {
        Ui.start(() -> PreferencesUtil.createPreferenceDialogOn(
                        Workbench.window().getShell(), UiIds.PREFERENCE_PAGE, null, null)
                .open());
        Shell shell = Ui.shell("Preferences");
        Ui.eventually(() -> assertThat(texts(shell)).contains("Inspecting zPCI functions"));
        Ui.screenshot("preferences");
    }

    @Test
    void helpKnowsTheContexts() {
        for (String id :
                List.of(UiIds.HELP_FUNCTIONS, UiIds.HELP_CONNECTION, UiIds.HELP_DEMO, UiIds.HELP_PERSPECTIVE)) {
            assertThat(HelpSystem.getContext(id)).as(id).isNotNull();
            assertThat(HelpSystem.getContext(id).getRelatedTopics()).as(id).isNotEmpty();
        }
    }
}
