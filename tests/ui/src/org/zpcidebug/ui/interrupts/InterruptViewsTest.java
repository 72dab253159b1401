package org.zpcidebug.ui.interrupts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** The MSI-X Vectors and Adapter Interrupts views over demo guests, one of which closes its control register 6. */
class InterruptViewsTest {

    private static final String RNG = "0x300 (rng0)";
    private static final String ISC = "ISC 2";
    private static GuestWithTwoMonitors guest;

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @BeforeAll
    static void startGuest() throws Exception {
        guest = GuestWithTwoMonitors.start("rate=200");
    }

    @AfterAll
    static void endGuest() throws Exception {
        guest.close();
    }

    @BeforeEach
    void refreshOften() {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).putInt(Preferences.REFRESH_HERTZ, 5);
    }

    private static <T> T open(Class<T> kind, String id) {
        return kind.cast(Ui.get(() -> {
            Workbench.page().hideView(Workbench.page().findViewReference(id));
            return Workbench.page().showView(id);
        }));
    }

    private static List<String> column(Table table, int column) {
        return List.of(table.getItems()).stream()
                .map(item -> item.getText(column))
                .toList();
    }

    private static String cell(Table table, String row, int column) {
        return List.of(table.getItems()).stream()
                .filter(item -> item.getText().strip().equals(row))
                .map(item -> item.getText(column))
                .findFirst()
                .orElse("no row " + row);
    }

    private static Button button(Composite parent, String text) {
        return Ui.all(parent, Button.class).stream()
                .filter(button -> button.getText().replace("&", "").equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static void confirm(String title) {
        Shell shell = Ui.shell(title);
        Ui.select(Ui.get(() -> button(shell, "OK")));
    }

    @Test
    void vectorsOfTheGuest(@TempDir Path folder) throws Exception {
        Workbench.attach(guest.address());
        VectorsView view = open(VectorsView.class, UiIds.VECTORS_VIEW);
        Table table = view.page().table().table().table();
        Ui.run(() -> view.page().showAll(true));
        Ui.eventually(() -> {
            assertThat(column(table, VectorColumn.FUNCTION.ordinal())).contains("0x100 (blk0)", "0x200 (net0)", RNG);
            assertThat(column(table, VectorColumn.COUNT.ordinal())).anyMatch(count -> !count.equals("0"));
            assertThat(column(table, VectorColumn.BIT.ordinal())).allMatch(bit -> bit.matches("0x[0-9a-f]+ bit [0-7]"));
            assertThat(column(table, VectorColumn.ADDRESS.ordinal())).containsOnly("needs a probe");
            assertThat(column(table, VectorColumn.RATE.ordinal())).anyMatch(rate -> !rate.equals("0"));
        });
        Ui.screenshot("vectors");
        Path file = folder.resolve("vectors.json");
        Ui.get(() -> view.page().shown().export()).job(file).schedule();
        Ui.eventually(() -> assertThat(file).exists().content().contains("\"fid\":\"0x300\"", "\"vector\":0"));
        assertThat(Files.readAllLines(file))
                .hasSize(Ui.get(() -> view.page().shown().size()));
        Text filter = Ui.get(
                () -> Ui.all((Composite) view.page().control(), Text.class).get(0));
        Ui.run(() -> filter.setText("rng0"));
        Ui.eventually(() -> assertThat(column(table, 0)).isNotEmpty().containsOnly(RNG));
        Ui.run(() -> filter.setText(""));
        Ui.eventually(() -> assertThat(column(table, 0)).contains("0x100 (blk0)"));
        Ui.run(() -> table.getColumn(VectorColumn.COUNT.ordinal()).notifyListeners(SWT.Selection, new Event()));
        Ui.run(() -> table.getColumn(VectorColumn.COUNT.ordinal()).notifyListeners(SWT.Selection, new Event()));
        Ui.eventually(() -> {
            List<Long> counts = column(table, VectorColumn.COUNT.ordinal()).stream()
                    .map(text -> Long.parseLong(text.replace(",", "")))
                    .toList();
            assertThat(counts).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        });
    }

    @Test
    void countsByTraceEvents() throws Exception {
        ZpciDebugTarget target = Workbench.attach(guest.address());
        InterruptsView view = open(InterruptsView.class, UiIds.INTERRUPTS_VIEW);
        InterruptsPage page = view.page();
        Table table = page.table().table();
        Ui.eventually(() -> {
            assertThat(cell(table, RNG, InterruptColumn.NOI.ordinal())).isNotEqualTo("0");
            assertThat(cell(table, ISC, InterruptColumn.RAISED.ordinal())).isEqualTo("-");
        });
        Ui.run(() -> page.openTab(0));
        Ui.select(Ui.get(() -> button((Composite) page.gates().control(), "Count by Trace Events...")));
        confirm("Count by Trace Events");
        try (ResponsiveUi watch = new ResponsiveUi()) {
            Ui.eventually(() -> assertThat(cell(table, ISC, InterruptColumn.RAISED.ordinal()))
                    .matches("[1-9][0-9,]*"));
            Ui.run(() -> page.openTab(1));
            Ui.eventually(() -> assertThat(page.chart().rows().size()).isGreaterThan(10));
        }
        Ui.screenshot("interrupts-chart");
        Ui.run(() -> page.openTab(2));
        Ui.eventually(() -> assertThat(page.data().table().getItemCount()).isGreaterThan(2));
        Ui.run(() -> page.openTab(3));
        Ui.eventually(
                () -> assertThat(column(page.counters().table(), 0)).contains("PCF", "ISC 2 raised", "ISC 2 dropped"));
        Ui.screenshot("interrupts-counters");
        assertThat(target.session().interrupts().isTracing()).isTrue();
        Ui.run(() -> Workbench.page().hideView(view));
        Ui.eventually(() -> assertThat(target.session().interrupts().isTracing())
                .as("closing the view switches trace events off")
                .isFalse());
    }

    @Test
    void saysWhichGateIsShut() throws Exception {
        try (GuestWithTwoMonitors shut = GuestWithTwoMonitors.start("rate=200 gate=cr6")) {
            Workbench.attach(shut.address());
            InterruptsPage page =
                    open(InterruptsView.class, UiIds.INTERRUPTS_VIEW).page();
            Ui.eventually(() -> assertThat(cell(page.table().table(), RNG, InterruptColumn.RATE.ordinal()))
                    .isEqualTo("0"));
            Ui.run(() -> page.openTab(0));
            Ui.run(() -> page.choose(0x300));
            Ui.select(Ui.get(() -> button((Composite) page.gates().control(), "Read CPU Registers...")));
            confirm("Read CPU Registers");
            Ui.eventually(() -> {
                assertThat(column(page.gates().table().table(), 1)).last().isEqualTo("shut");
                assertThat(page.gates().verdict())
                        .contains("Interrupts of this function are blocked because control register 6 of no CPU");
                assertThat(cell(page.table().table(), RNG, InterruptColumn.GATES.ordinal()))
                        .isEqualTo("blocked: CPU mask");
            });
            Ui.screenshot("interrupts-gates");
        }
    }
}
