package org.zpcidebug.ui.interrupts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** The MSI-X Vectors and Adapter Interrupts views over demo guests, each of which shuts another gate in the last test. */
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
        ZpciDebugTarget target = Workbench.attach(guest.address());
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
        target.session().probe().get(Ui.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Ui.eventually(() -> {
            assertThat(column(table, VectorColumn.ADDRESS.ordinal())).containsOnly("0xfe00000000000000");
            assertThat(column(table, VectorColumn.DATA.ordinal()))
                    .isEqualTo(column(table, VectorColumn.VECTOR.ordinal()).stream()
                            .map("0x"::concat)
                            .toList());
            assertThat(column(table, VectorColumn.MASKED.ordinal())).containsOnly("no");
            assertThat(column(table, VectorColumn.PENDING.ordinal())).containsOnly("no");
            assertThat(view.page().shown().toolTip(0, VectorColumn.ADDRESS.ordinal()))
                    .startsWith("What a probe found");
        });
        Ui.screenshot("vectors-probed");
        Path file = Ui.written(Ui.get(() -> view.page().shown().export()), folder.resolve("vectors.json"));
        assertThat(file).content().contains("\"fid\":\"0x300\"", "\"vector\":0");
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
            watch.verify();
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

    /** A guest that shuts a gate, where that is in the table, and what is said of it. */
    private record Shut(String option, int row, String name, String words) {

        private static final List<Shut> ALL = List.of(
                new Shut("blocked", 0, "Function enabled", "the function recovers from an error"),
                new Shut("summary", 1, "Summary bit clear", "the summary bit is set"),
                new Shut(
                        "sic",
                        2,
                        "Interruption mode",
                        "subclass 2 is in single-interruption mode and the guest has not"),
                new Shut("cr6", 3, "CPU mask", "control register 6 of no CPU lets subclass 2 through"));
    }

    /** All guests run from the beginning, so that the gates of all have been shut for long when the first was looked at. */
    @Test
    void saysWhichGateIsShut() throws Exception {
        List<GuestWithTwoMonitors> guests = new ArrayList<>();
        List<GuestSession.Demand> demands = new ArrayList<>();
        List<ZpciDebugTarget> targets = new ArrayList<>();
        try {
            for (Shut shut : Shut.ALL) {
                GuestWithTwoMonitors standing = GuestWithTwoMonitors.standing("rate=200 gate=" + shut.option());
                guests.add(standing);
                ZpciDebugTarget target = Workbench.attach(standing.address());
                targets.add(target);
                demands.add(target.session().demand(5));
                if (shut.option().equals("sic")) {
                    // Only what happens after this is seen.
                    target.session().interrupts().startTrace().get(Ui.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
                standing.go();
            }
            InterruptsPage page =
                    open(InterruptsView.class, UiIds.INTERRUPTS_VIEW).page();
            Ui.run(() -> page.openTab(0));
            // The guest that was attached to last is shown, and when it is left the one before.
            for (int i = targets.size() - 1; i >= 0; i--) {
                showsShut(page, Shut.ALL.get(i));
                targets.get(i).disconnect();
            }
        } finally {
            demands.forEach(GuestSession.Demand::close);
            for (GuestWithTwoMonitors each : guests) {
                each.close();
            }
        }
    }

    private static void showsShut(InterruptsPage page, Shut shut) {
        if (shut.option().equals("cr6")) {
            Ui.eventually(() -> assertThat(cell(page.table().table(), RNG, InterruptColumn.RATE.ordinal()))
                    .isEqualTo("0"));
            Ui.select(Ui.get(() -> button((Composite) page.gates().control(), "Read CPU Registers...")));
            confirm("Read CPU Registers");
        }
        Ui.eventually(() -> {
            Table gates = page.gates().table().table();
            assertThat(column(gates, 0)).element(shut.row()).isEqualTo(shut.row() + 1 + ". " + shut.name());
            assertThat(column(gates, 1)).element(shut.row()).isEqualTo("shut");
            assertThat(page.gates().verdict())
                    .contains("Interrupts of this function are blocked because " + shut.words());
            assertThat(cell(page.table().table(), RNG, InterruptColumn.GATES.ordinal()))
                    .isEqualTo("blocked: " + shut.name());
        });
        Ui.screenshot("interrupts-gates-" + shut.option());
    }
}
