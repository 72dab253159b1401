package org.zpcidebug.ui.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.IMemoryBlock;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.MemoryPlace;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciMemoryBlock;
import org.zpcidebug.inspect.DemoFunction;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportMappings;
import org.zpcidebug.testing.DemoGuestReportMappings.Page;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.functions.FunctionsView;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.Measured;
import org.zpcidebug.ui.testing.Quiet;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;
import org.zpcidebug.ui.views.RowsExport;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.MappedAreas;
import org.zpcidebug.zpci.MappingRows;

/** The Translation view over a guest that says what it mapped; function 0x200 has a million mappings. */
class TranslationViewTest {

    private static final long SMALL = 0x100;
    private static final long LARGE = 0x200;
    private static final int MILLION = 1_000_000;
    private static GuestWithTwoMonitors guest;
    private static DemoGuestReport report;

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private TranslationView view;

    @BeforeAll
    static void startGuest() throws Exception {
        guest = GuestWithTwoMonitors.start("dma=off refresh=used mappings=" + MILLION + " mapfid=" + LARGE);
        report = guest.report();
    }

    @AfterAll
    static void endGuest() throws Exception {
        guest.close();
    }

    @BeforeEach
    void attach() throws Exception {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).putInt(Preferences.REFRESH_HERTZ, 2);
        Workbench.attach(guest.address());
        view = (TranslationView) Ui.get(() -> {
            Workbench.page().hideView(Workbench.page().findViewReference(UiIds.TRANSLATION_VIEW));
            return Workbench.page().showView(UiIds.TRANSLATION_VIEW);
        });
        show(SMALL);
    }

    private void show(long fid) {
        Ui.eventually(() -> {
            view.choose(fid);
            assertThat(view.function()).isEqualTo(fid);
            assertThat(state()).isNotNull();
            assertThat(state().fid()).isEqualTo(fid);
            assertThat(state().mappings().size()).isGreaterThan(1);
        });
    }

    private MappingState state() {
        return view.page().list().state();
    }

    private MappingRows rows() {
        assertThat(view.page().list().content()).isNotNull();
        return view.page().list().content().rows();
    }

    private static List<Page> expected(long fid) {
        return report.function(fid).validPages().toList();
    }

    private List<Page> listed() {
        List<Page> pages = new ArrayList<>();
        for (int row = 0; row < rows().size(); row++) {
            for (long at = 0; at < rows().bytes(row); at += DemoGuestReportMappings.PAGE) {
                pages.add(new Page(rows().iova(row) + at, rows().address(row) + at, rows().isWritable(row)));
            }
        }
        return pages;
    }

    private void press(int key) {
        Event event = new Event();
        event.keyCode = key;
        Ui.run(() -> table().notifyListeners(SWT.KeyDown, event));
    }

    private Table table() {
        return view.page().list().table().table();
    }

    @Test
    void listsWhatTheGuestMapped() {
        Ui.eventually(() -> {
            assertThat(listed()).isEqualTo(expected(SMALL));
            assertThat(table().getItem(0).getText(0))
                    .isEqualTo(Addresses.hex(expected(SMALL).get(0).iova()));
            assertThat(Ui.all(view.page().status().control(), Label.class))
                    .extracting(Label::getText)
                    .anyMatch(text -> text.startsWith(expected(SMALL).size() + " mappings"));
        });
        Ui.screenshot("translation");
        var bounds = Ui.get(() -> Workbench.window().getShell().getBounds());
        Ui.run(() -> Workbench.window().getShell().setSize(660, bounds.height));
        Ui.eventually(() -> {
            assertThat(view.page().control().getSize().x).as("it is narrow").isLessThan(500);
            Label totals = totals();
            assertThat(totals.getSize().x)
                    .as("all of it can be read")
                    .isGreaterThanOrEqualTo(totals.computeSize(-1, -1).x);
        });
        Ui.screenshot("translation-narrow");
        Ui.run(() -> Workbench.window().getShell().setBounds(bounds));
    }

    private Label totals() {
        return Ui.all(view.page().status().control(), Label.class).stream()
                .filter(label -> label.getText().contains(" mappings ("))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void followsTheFunctionsView() {
        Ui.eventually(() -> {
            FunctionsView functions = Workbench.view();
            var row = ShownFunctions.row("0x300");
            var selection = new StructuredSelection(row.getData());
            functions.getSite().getSelectionProvider().setSelection(selection);
        });
        Ui.eventually(() -> assertThat(view.function()).isEqualTo(0x300));
        Ui.eventually(() -> assertThat(listed()).isEqualTo(expected(0x300)));
    }

    @Test
    void aMillionMappingsKeepTheUiThreadFree() {
        try (ResponsiveUi watch = ResponsiveUi.heartbeat()) {
            Duration picture = firstPicture(LARGE);
            Measured.publish(
                    "a million mappings", "first picture after " + picture.toMillis() + " ms; " + watch.measured());
        }
        // Not before the picture: a million objects of the test would be moved by the garbage collector meanwhile.
        List<Page> pages = expected(LARGE);
        assertThat(pages).hasSizeGreaterThan(MILLION - 1);
        try (ResponsiveUi watch = new ResponsiveUi()) {
            show(LARGE);
            Ui.run(() -> view.page().list().merge(false));
            Ui.eventually(() -> assertThat(rows().size()).isEqualTo(pages.size()));
            assertListed(pages);
            press(SWT.END);
            Ui.eventually(() -> {
                var last = table().getItem(table().getItemCount() - 1);
                assertThat(last.getText(0))
                        .isEqualTo(Addresses.hex(pages.get(pages.size() - 1).iova()));
                assertThat(table().getItemCount()).as("native items").isLessThan(200);
            });
            Ui.run(() -> view.page().list().filter().setText("read-only"));
            long readOnly = pages.stream().filter(page -> !page.writable()).count();
            Ui.eventually(() -> assertThat(rows().size()).isEqualTo((int) readOnly));
            Ui.run(() -> view.page().list().filter().setText(""));
            Ui.run(() -> table().getColumn(2).notifyListeners(SWT.Selection, new Event()));
            Ui.eventually(() -> assertThat(rows().size()).isEqualTo(pages.size()));
            Ui.eventually(() -> assertSortedByGuestAddress());
            watch.verify();
            Measured.publish("a million mappings, listed, filtered and sorted", watch.measured());
        }
        Ui.screenshot("translation-million");
    }

    /** From choosing a function to the end of painting its map. */
    private Duration firstPicture(long fid) {
        AtomicLong painted = new AtomicLong();
        long chosen = Ui.get(() -> {
            view.page().map().control().addPaintListener(event -> {
                if (Long.valueOf(fid).equals(view.page().map().function())) {
                    painted.compareAndSet(0, System.nanoTime());
                }
            });
            long now = System.nanoTime();
            view.choose(fid);
            return now;
        });
        Ui.eventually(() -> assertThat(painted).hasPositiveValue());
        return Duration.ofNanos(painted.get() - chosen);
    }

    /** Without an object for each of a million rows. */
    private void assertListed(List<Page> pages) {
        MappingRows rows = Ui.get(this::rows);
        for (int row = 0; row < pages.size(); row++) {
            Page page = pages.get(row);
            boolean isSame = rows.iova(row) == page.iova()
                    && rows.address(row) == page.frame()
                    && rows.bytes(row) == DemoGuestReportMappings.PAGE
                    && rows.isWritable(row) == page.writable();
            if (!isSame) {
                throw new AssertionError("row " + row + " is not " + page);
            }
        }
    }

    private void assertSortedByGuestAddress() {
        for (int row = 1000; row < rows().size(); row += 1000) {
            assertThat(rows().address(row)).isGreaterThanOrEqualTo(rows().address(row - 1000));
        }
    }

    @Test
    void looksUpAnAddressLevelByLevel() {
        Page page = expected(SMALL).stream()
                .filter(each -> !each.writable())
                .findFirst()
                .orElseThrow();
        Ui.run(() -> view.page().lookUpDma(page.iova() + 0x10));
        Ui.eventually(() -> {
            assertThat(texts()).containsExactly("region-third table", "segment table", "page table");
            assertThat(labels())
                    .anyMatch(text -> text.contains(Addresses.hex(page.frame() + 0x10)) && text.contains("read"));
            assertThat(explanation()).contains("bit 54: 1, read-only for the device");
        });
        Ui.screenshot("translation-look-up");
        Ui.run(() -> {
            Table steps = Ui.all(lookUp(), Table.class).get(0);
            hover(steps, steps.getItem(0).getBounds(0));
            assertThat(steps.getToolTipText()).contains("region-third table", "bits 0 to 49");
            assertThat(view.page().copyText(1).lines())
                    .hasSize(5)
                    .anyMatch(line -> line.contains(Addresses.hex(page.frame() + 0x10)))
                    .anyMatch(line -> line.startsWith("segment table\t0x"));
        });
        long hole = report.function(SMALL).mappings().trapIova();
        Ui.run(() -> view.page().lookUpDma(hole));
        Ui.eventually(() -> assertThat(labels()).anyMatch(text -> text.contains("Never mapped")));
    }

    @Test
    void stepsThroughTheMappedAreas() {
        show(0x300);
        MappedAreas areas = Ui.get(() -> state().areas());
        assertThat(areas.windows()).as("one page lies far away").hasSizeGreaterThan(1);
        DmaWindow most = areas.windows().get(areas.largest());
        ApertureMap map = view.page().map();
        Ui.run(map::whole);
        Ui.run(() -> pressOnMap(SWT.END));
        assertThat(Ui.get(map::zoomed)).satisfies(shown -> {
            assertThat(shown.contains(most.first()) && shown.contains(most.last()))
                    .isTrue();
            assertThat(shown.bytes()).as("not much more").isLessThan(2 * Math.max(most.bytes(), 8 << 20));
        });
        for (int i = 0; i < areas.windows().size(); i++) {
            DmaWindow next = areas.next(Ui.get(map::zoomed).last());
            Ui.run(() -> pressOnMap(SWT.PAGE_DOWN));
            assertThat(Ui.get(map::zoomed).contains(next.first())).isTrue();
        }
        Ui.eventually(() -> {
            assertThat(map.isCurrent()).isTrue();
            int room = table().getClientArea().height - table().getHeaderHeight();
            assertThat(table().getItemCount())
                    .as("all rows that there is room for")
                    .isEqualTo(Math.min(rows().size(), room / table().getItemHeight()));
        });
        Ui.screenshot("translation-areas");
    }

    private void pressOnMap(int key) {
        Event event = new Event();
        event.keyCode = key;
        view.page().map().control().notifyListeners(SWT.KeyDown, event);
    }

    /** A page that the guest mapped without telling the hypervisor, and that the device was told to use. */
    @Test
    void saysThatAPageWasMappedButNotRefreshed() throws Exception {
        try (GuestWithTwoMonitors faulty = GuestWithTwoMonitors.standing("fault=norpcit")) {
            faulty.go();
            Workbench.attach(faulty.address());
            Ui.eventually(() -> {
                assertThat(view.target().session().address()).isEqualTo(faulty.address());
                fault(0x300);
            });
            Ui.run(() -> view.page().lookUpDma(fault(0x300).address()));
            Ui.eventually(() -> assertThat(labels())
                    .anyMatch(text -> text.contains("last error event (0x4") && text.contains("(RPCIT) is missing")));
            Ui.screenshot("translation-not-refreshed");
        }
    }

    private DemoFunction.Fault fault(long fid) {
        return view.target()
                .session()
                .state()
                .snapshot()
                .function(fid)
                .orElseThrow()
                .demo()
                .map(DemoFunction::lastError)
                .orElse(Optional.empty())
                .orElseThrow(() -> new AssertionError("no fault yet"));
    }

    @Test
    void findsReferencesToAGuestPage() {
        Page page = expected(SMALL).get(0);
        long wanted = page.frame() + 8;
        Ui.run(() -> view.page().lookUpGuest(wanted));
        Ui.eventually(() -> {
            assertThat(texts()).contains("0x100");
            assertThat(labels()).anyMatch(text -> text.contains(Addresses.hex(wanted)));
        });
    }

    @Test
    void followsAMappingIntoTheMemoryView() {
        Page page = expected(SMALL).get(0);
        Menu menu = Ui.get(() -> view.page().list().table().table().getMenu());
        // The rows may not be there yet, or be replaced by those of a newer reading meanwhile.
        Ui.eventually(() -> {
            view.page().list().table().select(0);
            assertThat(view.page().list().selectedRow()).isZero();
            menu.notifyListeners(SWT.Show, new Event());
            Arrays.stream(menu.getItems())
                    .filter(item -> item.getText().equals("Show in &Memory View"))
                    .findFirst()
                    .orElseThrow()
                    .notifyListeners(SWT.Selection, new Event());
        });
        Ui.eventually(
                () -> assertThat(Workbench.page().getActivePart().getSite().getId())
                        .isEqualTo(IDebugUIConstants.ID_MEMORY_VIEW));
        Ui.eventually(() -> {
            IMemoryBlock[] blocks =
                    DebugPlugin.getDefault().getMemoryBlockManager().getMemoryBlocks();
            assertThat(blocks).hasSize(1);
            assertThat(((ZpciMemoryBlock) blocks[0]).place()).isEqualTo(MemoryPlace.absolute(page.frame()));
        });
        Ui.eventually(() -> assertThat(cells(Workbench.window().getShell()))
                .as("the page in hexadecimal")
                .anyMatch(text -> text.matches("[0-9A-Fa-f]{8,}")));
        Ui.screenshot("translation-memory");
        Ui.run(() -> DebugPlugin.getDefault()
                .getMemoryBlockManager()
                .removeMemoryBlocks(
                        DebugPlugin.getDefault().getMemoryBlockManager().getMemoryBlocks()));
    }

    private static List<String> cells(Composite of) {
        return Ui.all(of, Table.class).stream()
                .filter(table -> table.getItemCount() > 0 && table.getColumnCount() > 3)
                .filter(table -> table.getItem(0).getBounds(1).width > 1)
                .map(table -> table.getItem(0).getText(1))
                .toList();
    }

    private List<String> texts() {
        Table result = Ui.all(lookUp(), Table.class).get(0);
        return Arrays.stream(result.getItems()).map(item -> item.getText(0)).toList();
    }

    private List<String> labels() {
        return Ui.all(lookUp(), Label.class).stream().map(Label::getText).toList();
    }

    private String explanation() {
        return Ui.all(lookUp(), Text.class).get(1).getText();
    }

    private Composite lookUp() {
        return (Composite) view.page().lookUp().control();
    }

    @Test
    void opensTablesDownToThePages() {
        Ui.run(() -> view.page().showTables());
        Ui.eventually(() ->
                assertThat(view.page().tree().tree().getItem(0).getText(4)).isEqualTo("Valid"));
        Ui.run(() -> expand(view.page().tree().tree().getItem(0)));
        Ui.eventually(() -> assertThat(first().getText(0)).startsWith("segment table"));
        Ui.run(() -> expand(first()));
        Ui.eventually(() -> {
            TreeItem page = first().getItem(0);
            assertThat(page.getText(0)).isEqualTo("page table [0]");
            assertThat(page.getText(1))
                    .isEqualTo(Addresses.hex(expected(SMALL).get(0).iova()));
            assertThat(page.getText(3))
                    .isEqualTo(Addresses.hex(expected(SMALL).get(0).frame()));
        });
        Ui.screenshot("translation-tables");
        Ui.run(() -> {
            TreeItem page = first().getItem(0);
            view.page().tree().tree().select(page);
            hover(view.page().tree().tree(), page.getBounds(0));
            assertThat(view.page().tree().tree().getToolTipText()).contains("entry of a page table");
            assertThat(view.page().copyText(1)).startsWith("page table [0]\t");
        });
    }

    private static void hover(Control control, Rectangle at) {
        Event event = new Event();
        event.x = at.x + 1;
        event.y = at.y + 1;
        control.notifyListeners(SWT.MouseMove, event);
    }

    private TreeItem first() {
        return view.page().tree().tree().getItem(0).getItem(0);
    }

    private static void expand(TreeItem item) {
        item.setExpanded(true);
        Event event = new Event();
        event.item = item;
        item.getParent().notifyListeners(SWT.Expand, event);
    }

    @Test
    void freezes() {
        Ui.run(() -> view.setFrozen(true));
        Quiet.forAWhile(() -> Ui.get(() -> view.page().lastRead()), Duration.ofSeconds(2));
        var before = Ui.get(() -> view.page().lastRead());
        assertThat(Ui.get(() -> labelsAbove())).anyMatch(text -> text.startsWith("frozen at"));
        Ui.run(() -> view.setFrozen(false));
        Ui.eventually(() -> assertThat(labelsAbove()).anyMatch(text -> text.startsWith("read ")));
        Ui.eventually(() -> assertThat(view.page().lastRead()).isAfter(before));
    }

    private List<String> labelsAbove() {
        return Ui.all(view.page().status().control(), Label.class).stream()
                .map(Label::getText)
                .toList();
    }

    @Test
    void exportsWhatIsListed(@TempDir Path folder) throws Exception {
        Ui.run(() -> view.page().list().merge(false));
        Ui.eventually(() -> assertThat(rows().size()).isEqualTo(expected(SMALL).size()));
        RowsExport export = Ui.get(() -> MappingExport.of(view.page().list().content()));
        Path json = Ui.written(export, folder.resolve("mappings.json"));
        List<Page> written = Files.readAllLines(json).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .map(TranslationViewTest::page)
                .toList();
        assertThat(written).isEqualTo(expected(SMALL));
        Path csv = Ui.written(export, folder.resolve("mappings.csv"));
        assertThat(Files.readAllLines(csv))
                .hasSize(1 + written.size())
                .first()
                .isEqualTo("iova,address,bytes,writable,change");
    }

    private static Page page(JsonObject line) {
        assertThat(line.get("bytes").getAsLong()).isEqualTo(DemoGuestReportMappings.PAGE);
        return new Page(
                Long.decode(line.get("iova").getAsString()),
                Long.decode(line.get("address").getAsString()),
                line.get("writable").getAsBoolean());
    }
}
