package org.zpcidebug.ui.breakpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.IBreakpoint;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.debug.ui.actions.ExportBreakpointsOperation;
import org.eclipse.debug.ui.actions.ImportBreakpointsOperation;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.debug.Breakpoints;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.intercept.InterceptFilter;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.ShownDebugger;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** Breakpoints on intercepts in dialogs, views and files; no guest is needed for that. */
class BreakpointsTest {

    private static final InterceptSettings SETTINGS = new InterceptSettings(
            Set.of(PciOpcode.MPCIFC, PciOpcode.RPCIT), OptionalLong.of(0x100), "cc != 0", 5, Action.LOG, "{fid}");

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @AfterEach
    void removeBreakpoints() throws Exception {
        for (ZpciBreakpoint breakpoint : Breakpoints.all()) {
            breakpoint.delete();
        }
    }

    private static Button button(Shell shell, String text) {
        return Ui.all(shell, Button.class).stream()
                .filter(button -> button.getText().replace("&", "").equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + text));
    }

    @Test
    void theDialogAddsABreakpointAndRefusesAConditionThatIsNone() {
        Ui.start(() -> {
            try {
                Workbench.window().getService(IHandlerService.class).executeCommand(UiIds.ADD_BREAKPOINT, null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Shell shell = Ui.shell("Add Intercept Breakpoint");
        Ui.run(() -> {
            button(shell, "MPCIFC").setSelection(true);
            Ui.all(shell, Combo.class).get(0).setText("0x100");
            button(shell, "PCILGI").setSelection(true);
            button(shell, "PCILGI").notifyListeners(SWT.Selection, new Event());
            assertThat(texts(shell))
                    .contains("No function is named by PCILGI: with a function chosen, the breakpoint"
                            + " never stops there. Choose Any function.");
            button(shell, "PCILGI").setSelection(false);
            button(shell, "PCILGI").notifyListeners(SWT.Selection, new Event());
            assertThat(texts(shell)).noneMatch(text -> text.startsWith("No function is named"));
            Text condition = conditionField(shell);
            condition.setText("control = 4");
            assertThat(button(shell, "Add").isEnabled()).isFalse();
            condition.setText("control == 4");
            assertThat(button(shell, "Add").isEnabled()).isTrue();
            Ui.select(button(shell, "Add"));
        });
        ZpciBreakpoint made = Eventually.returns(Ui.PATIENCE, () -> {
            assertThat(Breakpoints.all()).hasSize(1);
            return Breakpoints.all().get(0);
        });
        assertThat(made.settings())
                .isEqualTo(new InterceptSettings(
                        Set.of(PciOpcode.MPCIFC), OptionalLong.of(0x100), "control == 4", 0, Action.SUSPEND, ""));
        Ui.eventually(() -> assertThat(ShownDebugger.lines(ShownDebugger.tree(IDebugUIConstants.ID_BREAKPOINT_VIEW)))
                .contains("MPCIFC of function 0x100, if control == 4"));
    }

    private static List<String> texts(Shell shell) {
        return Ui.all(shell, Text.class).stream()
                .map(text -> text.getText().strip())
                .toList();
    }

    private static Text conditionField(Shell shell) {
        return Ui.all(shell, Text.class).stream()
                .filter(text -> text.getMessage().startsWith("for instance"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everythingIsKeptInTheMarkerAndSurvivesExportAndImport(@TempDir Path folder) throws Exception {
        ZpciBreakpoint made = ZpciBreakpoint.create(SETTINGS);
        made.setEnabled(false);
        assertThat(made.isPersisted()).isTrue();
        ZpciBreakpoint again = new ZpciBreakpoint();
        again.setMarker(made.getMarker());
        assertThat(again.settings()).isEqualTo(SETTINGS);
        String file = folder.resolve("breakpoints.bkpt").toString();
        new ExportBreakpointsOperation(new IBreakpoint[] {made}, file).run(new NullProgressMonitor());
        // Overwritten where it is the same, added where it is not.
        new ImportBreakpointsOperation(file, true, false).run(new NullProgressMonitor());
        assertThat(Breakpoints.all()).hasSize(1);
        made.change(InterceptSettings.ALL);
        new ImportBreakpointsOperation(file, true, false).run(new NullProgressMonitor());
        assertThat(Breakpoints.all()).hasSize(2);
        assertThat(Breakpoints.all())
                .extracting(ZpciBreakpoint::settings)
                .containsExactlyInAnyOrder(InterceptSettings.ALL, SETTINGS);
    }

    @Test
    void labelsSayWhatBreakpointsDo() throws Exception {
        ZpciBreakpoint made = ZpciBreakpoint.create(SETTINGS);
        String label = Ui.get(() -> DebugUITools.newDebugModelPresentation().getText(made));
        assertThat(label).isEqualTo("RPCIT, MPCIFC of function 0x100, if cc != 0, after 5 hits (only logs)");
        BreakpointToggles.toggleBreakpoint(InterceptSettings.of(List.of(PciOpcode.RPCIT), OptionalLong.of(0x200)));
        assertThat(Breakpoints.all()).hasSize(2);
        BreakpointToggles.toggleBreakpoint(InterceptSettings.of(List.of(PciOpcode.RPCIT), OptionalLong.of(0x200)));
        assertThat(Breakpoints.all()).containsExactly(made);
        assertThat(DebugPlugin.getDefault().getBreakpointManager().isRegistered(made))
                .isTrue();
    }

    @Test
    void contentHelpExplainsEveryFieldOfConditions() {
        assertThatThrownBy(() -> InterceptFilter.all().where("nothing == 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> {
                    String words = failure.getMessage().replaceAll(".*: |[.]$", "");
                    assertThat(ConditionField.all())
                            .extracting(ConditionField::word)
                            .containsExactlyInAnyOrder(words.split(" "));
                });
        assertThat(ConditionField.all())
                .allSatisfy(field -> assertThat(field.description()).isNotEqualTo(field.word()));
    }

    /** As the user comes to it: with the keys of the Breakpoints view. */
    @Test
    void thePropertiesOfABreakpointAreOnePageThatChangesIt() throws Exception {
        ZpciBreakpoint made = ZpciBreakpoint.create(SETTINGS);
        Ui.eventually(() -> assertThat(ShownDebugger.lines(ShownDebugger.tree(IDebugUIConstants.ID_BREAKPOINT_VIEW)))
                .containsExactly(SETTINGS.words()));
        // Chosen and opened in one go, so that no view that comes up late is the active one instead.
        Ui.start(() -> {
            Tree tree = ShownDebugger.tree(IDebugUIConstants.ID_BREAKPOINT_VIEW);
            Workbench.page().activate(Workbench.page().findView(IDebugUIConstants.ID_BREAKPOINT_VIEW));
            tree.setSelection(tree.getItem(0));
            tree.notifyListeners(SWT.Selection, new Event());
            try {
                Workbench.window()
                        .getService(IHandlerService.class)
                        .executeCommand(IWorkbenchCommandConstants.FILE_PROPERTIES, null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Shell shell = Ui.shell("Properties for " + SETTINGS.words());
        Ui.run(() -> {
            assertThat(Ui.all(shell, Tree.class).get(0).getItemCount()).isEqualTo(1);
            assertThat(button(shell, "Enabled").getSelection()).isTrue();
            button(shell, "Enabled").setSelection(false);
            button(shell, "RPCIT").setSelection(false);
            Ui.select(button(shell, "Apply and Close"));
        });
        Eventually.passes(Ui.PATIENCE, () -> {
            assertThat(made.settings().instructions()).containsExactly(PciOpcode.MPCIFC);
            assertThat(made.isEnabled()).isFalse();
        });
    }
}
