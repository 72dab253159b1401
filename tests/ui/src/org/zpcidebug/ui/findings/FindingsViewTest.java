package org.zpcidebug.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.Source;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;
import org.zpcidebug.ui.views.FunctionView;

/** The Findings view, the command Probe and the Config Space page over a guest with a function in the error state. */
class FindingsViewTest {

    private static DemoGuest guest;

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private FindingsView view;

    @BeforeAll
    static void startGuest() {
        guest = DemoGuest.in(LinuxPair.BOOKWORM)
                .devices(Set.of(Device.BLK, Device.RNG))
                .options("rate=100 fault=unmapped faultafter=5 target=0x300")
                .qemu("-device", "virtio-rng-pci,id=bare0,disable-legacy=on")
                .start();
    }

    @AfterAll
    static void endGuest() {
        guest.close();
    }

    @BeforeEach
    void attach() throws Exception {
        IDialogSettings probe = Remembered.section("probe");
        probe.put("agreed", false);
        Remembered.section(UiIds.FINDINGS_VIEW).put("notChecked", false);
        Workbench.attach(new MonitorAddress.Unix(guest.monitorPath()));
        view = (FindingsView) Ui.get(() -> {
            Workbench.page().hideView(Workbench.page().findViewReference(UiIds.FINDINGS_VIEW));
            return Workbench.page().showView(UiIds.FINDINGS_VIEW);
        });
        Ui.eventually(() -> {
            assertThat(groups()).anyMatch(label -> label.startsWith("Function 0x300"));
            // What is revealed there has to be there: each view comes to a new guest by itself.
            assertThat(Workbench.view().shownFunctions()).isNotEmpty();
        });
    }

    private Tree tree() {
        return view.page().tree().control();
    }

    private List<String> groups() {
        return Arrays.stream(tree().getItems()).map(TreeItem::getText).toList();
    }

    private TreeItem group(String label) {
        return Arrays.stream(tree().getItems())
                .filter(item -> item.getText().startsWith(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " in " + groups()));
    }

    private static List<String> lines(TreeItem group) {
        return Arrays.stream(group.getItems()).map(TreeItem::getText).toList();
    }

    private void select(TreeItem item) {
        tree().setSelection(item);
    }

    private Link link() {
        return Ui.all(view.page().control(), Link.class).stream()
                .filter(link -> link.getText().contains("Probe"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void groupsByFunctionAndExplains() {
        Ui.eventually(() -> {
            assertThat(lines(group("Function 0x300"))).contains("DMA failed");
            assertThat(groups().get(0)).isEqualTo("Guest");
            assertThat(lines(group("Guest"))).containsExactly("Migration blocked");
            assertThat(groups()).noneMatch(label -> label.startsWith("Function 0x100"));
            TreeItem finding = group("Function 0x300").getItem(0);
            assertThat(finding.getText(1)).isEqualTo("Error");
            assertThat(finding.getImage()).isNotNull();
            assertThat(group("Function 0x300").getText(2)).contains("error");
            select(finding);
        });
        Ui.select(Ui.get(this::tree));
        Ui.run(() -> {
            String text = Ui.all(view.page().control(), Text.class).get(0).getText();
            assertThat(text).contains("(dma-fault)", "Why it matters:", "What to do:", "Reference: QEMU");
            view.copyReport();
            Clipboard clipboard = new Clipboard(Ui.display());
            String report = (String) clipboard.getContents(TextTransfer.getInstance());
            clipboard.dispose();
            assertThat(report).contains("Error: DMA failed", "Not checked:", "Function 0x100");
        });
        Ui.screenshot("findings");
        for (boolean wanted : new boolean[] {true, false}) {
            Ui.run(() -> {
                view.page().setWithNotChecked(wanted);
                assertThat(view.page().selected().map(FindingLine::title)).contains("DMA failed");
            });
        }
    }

    @Test
    void whatWasNotCheckedIsListedOnRequest() {
        Ui.run(() -> view.page().setWithNotChecked(true));
        Ui.eventually(() -> {
            TreeItem group = group("Function 0x100");
            TreeItem notChecked = group.getItem(group.getItemCount() - 1);
            assertThat(notChecked.getText()).startsWith("Not checked (");
            assertThat(lines(notChecked)).contains("Function in error", "No MSI-X");
            assertThat(link().getText()).matches("<a>Probe</a> to make \\d+ more checks");
        });
        Ui.screenshot("findings-not-checked");
    }

    @Test
    void goesToTheValueOfAFinding() {
        Ui.eventually(() -> {
            TreeItem bare = Arrays.stream(tree().getItems())
                    .filter(item -> item.getText().endsWith("bare0"))
                    .findFirst()
                    .orElseThrow();
            select(Arrays.stream(bare.getItems())
                    .filter(item -> item.getText().equals("virtio goes around translation"))
                    .findFirst()
                    .orElseThrow());
            view.reveal();
        });
        Ui.eventually(() -> {
            TreeItem[] selected = ShownFunctions.details().getSelection();
            assertThat(selected).hasSize(1);
            assertThat(selected[0].getText()).isEqualTo("Type");
            assertThat(selected[0].getText(1)).isEqualTo("virtio-rng-pci");
        });
        // What concerns the whole guest was seen in a function, too.
        Ui.run(() -> {
            Workbench.page().activate(view);
            select(group("Guest").getItem(0));
            view.reveal();
        });
        Ui.eventually(() -> assertThat(ShownFunctions.details().getSelection())
                .extracting(TreeItem::getText)
                .containsExactly("zPCI Object"));
    }

    private static final String BLK = "0x100 (blk0)";
    private static final String RNG = "0x300 (rng0)";

    private void goTo(long fid, String path) {
        Evidence value = new Evidence(path, "label", "text", Source.GUEST);
        Finding finding =
                new Finding("made-up", Finding.Severity.INFO, "title", "seen", List.of(value), "why", "remedy", "");
        GuestSnapshot snapshot = view.target().session().state().snapshot();
        Ui.run(() -> FindingTarget.reveal(Workbench.page(), snapshot, FindingLine.of(fid, finding)));
    }

    private static void assertShown(String id) {
        assertThat(Workbench.page().getActivePartReference().getId()).isEqualTo(id);
    }

    /** Of one function and then of the other, so that the view is open already and shows something else. */
    @Test
    void goesToTheViewOfEachKindOfValue() {
        goesToAFunctionsView(UiIds.TRANSLATION_VIEW, 0x100, "dma.iota");
        goesToAFunctionsView(UiIds.VECTORS_VIEW, 0x100, "probe.msix");
        goesToAFunctionsView(UiIds.VECTORS_VIEW, 0x300, "probe.pending");
        goesToInterrupts(0x100, "interrupts.gates", BLK);
        goesToInterrupts(0x300, "interrupts.aisb", RNG);
        goesToAFieldBehindAFilter();
        looksUpTheAddressThatFailed();
    }

    private void goesToAFunctionsView(String id, long fid, String path) {
        goTo(fid, path);
        Ui.eventually(() -> {
            assertShown(id);
            assertThat(((FunctionView) Workbench.page().findView(id)).function())
                    .isEqualTo(fid);
        });
    }

    private void goesToInterrupts(long fid, String path, String row) {
        goTo(fid, path);
        Ui.eventually(() -> {
            assertShown(UiIds.INTERRUPTS_VIEW);
            assertThat(Ui.all(Workbench.window().getShell(), Table.class).stream()
                            .filter(Table::isVisible)
                            .flatMap(table -> Arrays.stream(table.getSelection()))
                            .map(item -> item.getText().strip()))
                    .contains(row);
        });
    }

    private void looksUpTheAddressThatFailed() {
        Ui.eventually(() -> assertThat(lines(group("Function 0x300"))).contains("DMA failed"));
        Ui.run(() -> {
            Workbench.page().activate(view);
            select(group("Function 0x300").getItem(0));
            view.reveal();
        });
        String address = Words.hex(view.target()
                .session()
                .state()
                .snapshot()
                .function(0x300)
                .orElseThrow()
                .demo()
                .value()
                .lastError()
                .orElseThrow()
                .address());
        Ui.eventually(() -> {
            assertShown(UiIds.TRANSLATION_VIEW);
            assertThat(Ui.all(Workbench.window().getShell(), Text.class))
                    .extracting(Text::getText)
                    .contains(address);
        });
        Ui.screenshot("findings-dma-fault");
    }

    /** A row that the filter of the Functions view hides is shown again. */
    private void goesToAFieldBehindAFilter() {
        Ui.run(() -> ShownFunctions.filter().setText("rng"));
        goTo(0x100, "uid");
        Ui.eventually(() -> {
            assertShown(UiIds.FUNCTIONS_VIEW);
            assertThat(ShownFunctions.filter().getText()).isEmpty();
            assertThat(ShownFunctions.table().getSelection()[0].getText()).isEqualTo("0x100");
            assertThat(ShownFunctions.details().getSelection())
                    .extracting(TreeItem::getText)
                    .containsExactly("UID");
        });
    }

    /** The first probe is asked about; then the error state is found, and the configuration space is there. */
    @Test
    void probesAfterTheUserHasAgreed() {
        Ui.start(() -> view.probe());
        press("Cancel");
        Ui.run(() -> assertThat(
                        view.target().session().state().snapshot().probe().isKnown())
                .isFalse());
        Ui.start(() -> view.probe());
        press("OK");
        Ui.eventually(() -> {
            assertThat(lines(group("Function 0x300"))).contains("Function in error");
            assertThat(link().getText()).isEqualTo("<a>Probe</a> again");
            assertThat(Ui.all(view.page().control(), Label.class))
                    .extracting(Label::getText)
                    .anyMatch(text -> text.matches(".*probed at .*, the guest stood for [0-9.,]+ ms\\)"));
        });
        Ui.screenshot("findings-probed");
        Ui.run(() -> {
            Workbench.page().activate(Workbench.view());
            Workbench.view().reveal(0x100, "probe.config");
        });
        Ui.eventually(() -> {
            CTabFolder folder = folder();
            assertThat(folder.getSelection().getText()).isEqualTo("Config Space");
            Tree fields = Ui.all(folder, Tree.class).stream()
                    .filter(Tree::isVisible)
                    .findFirst()
                    .orElseThrow();
            assertThat(Arrays.stream(fields.getItems()).map(TreeItem::getText)).contains("Header", "MSI-X");
            assertThat(fields.getItem(0).getItem(0).getText(2)).startsWith("0x1af4: ");
            fields.setSelection(fields.getItem(0).getItem(0));
            StyledText bytes = Ui.all(folder, StyledText.class).get(0);
            assertThat(bytes.getText()).startsWith("000  f4 1a 42 10");
        });
        Ui.screenshot("config-space");
        readsWordsOfABar();
    }

    /** The user names them, warned of what reading them can do. */
    private static void readsWordsOfABar() {
        Ui.start(() -> Ui.all(folder(), Button.class).stream()
                .filter(button -> button.getText().contains("BAR"))
                .findFirst()
                .orElseThrow()
                .notifyListeners(SWT.Selection, new Event()));
        Shell dialog = Ui.shell("Read BAR Words");
        Ui.run(() -> {
            List<Text> texts = Ui.all(dialog, Text.class);
            assertThat(texts).extracting(Text::getText).anyMatch(text -> text.contains("can change the device"));
            Ui.all(dialog, Combo.class).get(0).select(1);
            Text offset = texts.stream()
                    .filter(text -> text.getText().equals("0x0"))
                    .findFirst()
                    .orElseThrow();
            offset.setText("0x15");
            assertThat(button(dialog, "Read").isEnabled()).isFalse();
            offset.setText("0x14");
        });
        Ui.screenshot("bar-words-dialog");
        Ui.select(Ui.get(() -> button(dialog, "Read")));
        Ui.eventually(() -> assertThat(Ui.get(() -> {
                    Tree fields = Ui.all(folder(), Tree.class).stream()
                            .filter(Tree::isVisible)
                            .findFirst()
                            .orElseThrow();
                    return fields.getItem(0).getText()
                            + fields.getItem(0).getItem(0).getText(2);
                }))
                .matches("BAR 40x......0f: virtio common configuration: device_status"));
        Ui.screenshot("bar-words");
    }

    private static Button button(Shell shell, String label) {
        return Ui.all(shell, Button.class).stream()
                .filter(button -> button.getText().replace("&", "").equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static CTabFolder folder() {
        return Ui.all(ShownFunctions.table().getShell(), CTabFolder.class).stream()
                .filter(folder -> Arrays.stream(folder.getItems())
                        .anyMatch(tab -> tab.getText().equals("Config Space")))
                .findFirst()
                .orElseThrow();
    }

    private static void press(String label) {
        Shell dialog = Ui.shell("Probe Guest");
        Ui.select(Ui.get(() -> button(dialog, label)));
        Ui.eventually(() -> assertThat(Ui.titles()).doesNotContain("Probe Guest"));
    }
}
