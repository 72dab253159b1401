package org.zpcidebug.ui.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.Quiet;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;
import org.zpcidebug.ui.views.SessionView;

/** The Functions view over a real guest. */
class FunctionsViewTest {

    private static final String CONSOLE = "org.eclipse.ui.console.ConsoleView";
    private static final List<String> FIDS = List.of("0x100", "0x200", "0x300");
    private static GuestWithTwoMonitors guest;

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private ZpciDebugTarget target;

    @BeforeAll
    static void startGuest() throws Exception {
        guest = GuestWithTwoMonitors.start();
    }

    @AfterAll
    static void endGuest() throws Exception {
        guest.close();
    }

    @BeforeEach
    void attach() throws Exception {
        setRate(5);
        target = Workbench.attach(guest.address());
        Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).isEqualTo(FIDS));
    }

    private static void setRate(int hertz) {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).putInt(Preferences.REFRESH_HERTZ, hertz);
    }

    @Test
    void showsTheFunctionsAndTheirDetails() {
        Ui.eventually(() -> {
            assertThat(ShownFunctions.texts("DMA")).containsOnly("Registered");
            assertThat(ShownFunctions.texts("UID")).containsExactly("0x11", "0x12", "0x13");
            assertThat(ShownFunctions.texts("Type"))
                    .containsExactly("virtio-blk-pci", "virtio-net-pci", "virtio-rng-pci");
            assertThat(ShownFunctions.texts("PCI IDs")).containsExactly("1af4:1042", "1af4:1041", "1af4:1044");
            assertThat(ShownFunctions.texts("Handle")).containsOnly("\u2014");
            assertThat(ShownFunctions.texts("Findings")).containsOnly("");
            assertThat(ShownFunctions.labels())
                    .anyMatch(text -> text.contains("zpcidebug-demo") && text.contains("TCG"))
                    .anyMatch(text -> text.matches("updated \\d\\d:\\d\\d:\\d\\d"))
                    .contains("Function 0x100 (blk0)");
            assertThat(ShownFunctions.detail("UID")).isEqualTo("0x11");
            assertThat(ShownFunctions.detail("Load/Store")).isEqualTo("emulated by QEMU");
            assertThat(ShownFunctions.detail("Relaxed Translation")).startsWith("Unknown: ");
            assertThat(ShownFunctions.detail("Handle")).startsWith("Unknown: No Linux kernel");
        });
        Ui.screenshot("functions");
    }

    /** Refreshed by hand, so that a mark, which some refreshes take away, is there for as long as it is looked for. */
    @Test
    void functionsComeAndGoAndTheSelectionStays() throws Exception {
        setRate(0);
        Ui.eventually(() -> assertThat(Workbench.view().isSampling()).isFalse());
        Ui.run(() -> ShownFunctions.table().setSelection(1));
        guest.plug(0x21, 0x1000);
        execute(UiIds.REFRESH);
        Ui.eventually(() -> {
            assertThat(Workbench.view().shownFunctions()).containsExactly("0x100", "0x200", "0x300", "0x1000");
            Font font = ShownFunctions.row("0x1000").getFont(2);
            assertThat(font.getFontData()[0].getStyle() & SWT.BOLD).isEqualTo(SWT.BOLD);
        });
        Ui.screenshot("plugged");
        setRate(5);
        Ui.eventually(() -> assertThat(ShownFunctions.row("0x1000").getFont(2))
                .as("the mark fades")
                .isEqualTo(ShownFunctions.table().getFont()));
        guest.unplug();
        Ui.eventually(() -> {
            assertThat(Workbench.view().shownFunctions()).isEqualTo(FIDS);
            assertThat(ShownFunctions.table().getSelection()[0].getText()).isEqualTo("0x200");
        });
    }

    @Test
    void sortsNumbersAsNumbersAndRemembersIt() throws Exception {
        guest.plug(0x21, 0x1000);
        Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).hasSize(4));
        Ui.select(Ui.get(() -> ShownFunctions.column("FID")));
        Ui.eventually(() -> {
            assertThat(ShownFunctions.texts("FID")).containsExactly("0x1000", "0x300", "0x200", "0x100");
            assertThat(ShownFunctions.table().getSortDirection()).isEqualTo(SWT.DOWN);
        });
        reopen();
        Ui.eventually(() -> assertThat(ShownFunctions.texts("FID")).startsWith("0x1000"));
        guest.unplug();
        Ui.eventually(() -> assertThat(ShownFunctions.texts("FID")).startsWith("0x300"));
    }

    private static void reopen() {
        Ui.get(() -> {
            IWorkbenchPage page = Workbench.page();
            page.hideView(Workbench.view());
            return page.showView(UiIds.FUNCTIONS_VIEW);
        });
    }

    @Test
    void filtersByWordsInVisibleCells() {
        Ui.run(() -> ShownFunctions.filter().setText("network VIRTIO"));
        Ui.eventually(() -> assertThat(Workbench.view().shownFunctions()).containsExactly("0x200"));
    }

    @Test
    void saysThatNothingMatchesAndBringsTheSelectionBack() {
        select(1);
        Ui.run(() -> ShownFunctions.filter().setText("no such thing"));
        Ui.eventually(() -> {
            assertThat(Workbench.view().shownFunctions()).isEmpty();
            assertThat(ShownFunctions.table().isVisible()).isFalse();
            assertThat(ShownFunctions.labels())
                    .contains("No Function Matches")
                    .anyMatch(text -> text.contains("no such thing"));
        });
        Ui.screenshot("no-match");
        Ui.select(Ui.get(() -> ShownFunctions.link("Clear the filter").orElseThrow()));
        Ui.eventually(() -> {
            assertThat(Workbench.view().shownFunctions()).isEqualTo(FIDS);
            assertThat(ShownFunctions.table().getSelectionIndices()).containsExactly(1);
            assertThat(ShownFunctions.labels()).contains("Function 0x200 (net0)");
        });
    }

    /** Selects a row as a click does. */
    private static void select(int row) {
        Ui.run(() -> ShownFunctions.table().setSelection(row));
        Ui.select(Ui.get(ShownFunctions::table));
        Ui.eventually(() -> assertThat(ShownFunctions.labels()).contains("Function " + FIDS.get(row) + target(row)));
    }

    private static String target(int row) {
        return " (" + ShownFunctions.texts("QEMU Id").get(row) + ")";
    }

    @Test
    void detailsFollowTheSelectionHoweverItChanges() {
        select(2);
        Ui.run(() -> ShownFunctions.table().setFocus());
        execute("org.eclipse.ui.edit.selectAll");
        Ui.eventually(() -> {
            assertThat(ShownFunctions.labels()).contains("Function 0x100 (blk0), the first of 3 selected");
            assertThat(ShownFunctions.detail("UID")).isEqualTo("0x11");
        });
        select(2);
        Ui.eventually(() -> assertThat(ShownFunctions.detail("UID")).isEqualTo("0x13"));
    }

    @Test
    void everyColumnCanBeReachedAndOnlyDrawnWidthsAreRemembered() {
        var settings = new ColumnChoice(Remembered.section(UiIds.FUNCTIONS_VIEW));
        Ui.run(() -> assertThat(Columns.all()).noneMatch(column -> settings.width(column) > 0));
        Ui.start(() -> Workbench.view().chooseColumns());
        var dialog = Ui.shell("Columns");
        Ui.select(Ui.get(() -> Ui.all(dialog, Button.class).stream()
                .filter(button -> button.getText().equals("&Select All"))
                .findFirst()
                .orElseThrow()));
        Ui.select(Ui.get(dialog::getDefaultButton));
        int last = Columns.all().size() - 1;
        Ui.eventually(() -> {
            Table table = ShownFunctions.table();
            assertThat(table.getColumnCount()).isEqualTo(last + 1);
            assertThat(table.getColumns()).allMatch(column -> column.getWidth() < table.getClientArea().width);
            table.showColumn(table.getColumn(last));
            int all = Stream.of(table.getColumns())
                    .mapToInt(TableColumn::getWidth)
                    .sum();
            assertThat(table.getHorizontalBar().getSelection() + table.getClientArea().width)
                    .isGreaterThanOrEqualTo(all);
        });
        Ui.screenshot("all-columns");
        Ui.run(() -> ShownFunctions.column("Type").setWidth(333));
        reopen();
        Ui.eventually(() -> assertThat(ShownFunctions.column("Type").getWidth()).isEqualTo(333));
        Ui.run(() -> assertThat(Columns.all())
                .filteredOn(column -> settings.width(column) > 0)
                .extracting(Column::label)
                .containsExactly("Type"));
    }

    @Test
    void columnsHoldTheirTextsInBold() {
        Ui.run(() -> {
            Table table = ShownFunctions.table();
            GC gc = new GC(table);
            Font bold = new Font(
                    Ui.display(),
                    FontDescriptor.createFrom(table.getFont())
                            .setStyle(SWT.BOLD)
                            .getFontData());
            gc.setFont(bold);
            for (int i = 0; i < table.getColumnCount(); i++) {
                for (String text : ShownFunctions.column(i)) {
                    assertThat(gc.textExtent(text).x)
                            .as(text)
                            .isLessThan(table.getColumn(i).getWidth());
                }
            }
            gc.dispose();
            bold.dispose();
        });
    }

    @Test
    void f1IsHelp() throws Exception {
        Ui.get(() -> Workbench.page().showView(UiIds.FUNCTIONS_VIEW));
        var f1 = KeySequence.getInstance("F1");
        Ui.eventually(() -> {
            Binding found = Workbench.window().getService(IBindingService.class).getPerfectMatch(f1);
            assertThat(found).isNotNull();
            assertThat(found.getParameterizedCommand().getId()).isEqualTo("org.eclipse.ui.help.dynamicHelp");
        });
    }

    @Test
    void findPutsTheCursorIntoTheFilter() {
        Ui.run(() -> ShownFunctions.table().setFocus());
        execute("org.eclipse.ui.edit.findReplace");
        Ui.eventually(() -> assertThat(ShownFunctions.filter().isFocusControl()).isTrue());
        Ui.run(() -> ShownFunctions.filter().setText("net"));
        execute("org.eclipse.ui.edit.selectAll");
        execute("org.eclipse.ui.edit.copy");
        assertThat(clipboard()).isEqualTo("net");
    }

    @Test
    void detailsAreHiddenAndShown() {
        execute(UiIds.DETAILS);
        Ui.eventually(() -> assertThat(ShownFunctions.details().isVisible()).isFalse());
        execute(UiIds.DETAILS);
        Ui.eventually(() -> assertThat(ShownFunctions.details().isVisible()).isTrue());
    }

    @Test
    void choosesColumnsAndRemembersThem() {
        Ui.start(() -> Workbench.view().chooseColumns());
        var dialog = Ui.shell("Columns");
        Ui.screenshot("columns");
        Ui.run(() -> {
            var list = Ui.all(dialog, org.eclipse.swt.widgets.Table.class).get(0);
            list.getItem(2).setChecked(false);
            List.of(list.getItems()).stream()
                    .filter(item -> item.getText().equals("Virtio Queues"))
                    .forEach(item -> item.setChecked(true));
        });
        Ui.select(Ui.get(() -> dialog.getDefaultButton()));
        Ui.eventually(() ->
                assertThat(ShownFunctions.headings()).contains("Virtio Queues").doesNotContain("UID"));
        reopen();
        Ui.eventually(() -> {
            assertThat(ShownFunctions.headings()).contains("Virtio Queues").doesNotContain("UID");
            assertThat(ShownFunctions.texts("Virtio Queues")).hasSize(3).noneMatch(String::isEmpty);
        });
    }

    @Test
    void copiesRowsDetailsAndJson() {
        Ui.run(() -> ShownFunctions.table().setFocus());
        execute("org.eclipse.ui.edit.selectAll");
        execute("org.eclipse.ui.edit.copy");
        assertThat(clipboard().lines()).hasSize(4);
        assertThat(clipboard().lines().findFirst().orElseThrow().split("\t")).startsWith("FID", "Findings", "UID");
        Ui.run(() -> {
            ShownFunctions.details().setFocus();
            ShownFunctions.details().deselectAll();
        });
        execute("org.eclipse.ui.edit.copy");
        assertThat(clipboard()).contains("FID\t0x100\tHypervisor").contains("Virtio Queues\t");
        Ui.run(() -> ShownFunctions.table().setSelection(2));
        execute(UiIds.COPY_JSON);
        JsonObject json = JsonParser.parseString(clipboard()).getAsJsonObject();
        assertThat(json.get("schema").getAsString()).isEqualTo("zpcidebug.snapshot/1");
        assertThat(json.getAsJsonArray("functions")).hasSize(1);
        assertThat(clipboard()).contains("\"0x300\"");
    }

    private static void execute(String command) {
        Ui.get(() -> Workbench.window().getService(IHandlerService.class).executeCommand(command, null));
    }

    private static String clipboard() {
        return Ui.get(() -> {
            Clipboard clipboard = new Clipboard(Ui.display());
            try {
                return (String) clipboard.getContents(TextTransfer.getInstance());
            } finally {
                clipboard.dispose();
            }
        });
    }

    @Test
    void samplesOnlyWhileItCanBeSeen() {
        Ui.eventually(() -> assertThat(Workbench.view().isSampling()).isTrue());
        var view = Workbench.view();
        Ui.get(() -> Workbench.page().showView(CONSOLE));
        Ui.run(() -> Workbench.page().toggleZoom(Workbench.page().findViewReference(CONSOLE)));
        Ui.eventually(() -> assertThat(view.isSampling()).isFalse());
        Quiet.forAWhile(() -> target.session().state().snapshot().taken(), Duration.ofSeconds(2));
        Ui.run(() -> Workbench.page().toggleZoom(Workbench.page().findViewReference(CONSOLE)));
        Ui.eventually(() -> assertThat(view.isSampling()).isTrue());
        setRate(0);
        Ui.eventually(() -> assertThat(view.isSampling()).isFalse());
        Quiet.forAWhile(() -> target.session().state().snapshot().taken(), Duration.ofSeconds(2));
        var before = target.session().state().snapshot().taken();
        execute(UiIds.REFRESH);
        Ui.eventually(
                () -> assertThat(target.session().state().snapshot().taken()).isAfter(before));
    }

    @Test
    void aViewThatAPerspectivesResetCoversSamplesNoMore() {
        var covered = (SessionView) Ui.get(() -> Workbench.page().showView(UiIds.TRANSLATION_VIEW));
        Ui.eventually(() -> assertThat(covered.isSampling()).isTrue());
        Ui.run(() -> Workbench.page().resetPerspective());
        Ui.eventually(() -> assertThat(Workbench.view().isSampling()).isTrue());
        Ui.eventually(() -> assertThat(covered.isSampling()).isFalse());
    }

    @Test
    void neverKeepsTheUiThreadFromItsWork() throws Exception {
        try (ResponsiveUi watch = new ResponsiveUi()) {
            var first = target.session().state().snapshot().taken();
            Ui.eventually(() ->
                    assertThat(target.session().state().snapshot().taken()).isAfter(first.plusSeconds(3)));
            Ui.run(() -> ShownFunctions.table().selectAll());
            execute(UiIds.REFRESH);
            target.disconnect();
            Ui.eventually(() ->
                    assertThat(ShownFunctions.link("Start the demo guest")).isPresent());
            watch.verify();
        }
        Ui.screenshot("not-connected");
    }
}
