package org.zpcidebug.ui.interrupts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TableColumn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.ManyVectors;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.Measured;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;
import org.zpcidebug.ui.views.FunctionCombo;

/** What the pages of both interrupt views do with the UI thread while 131,072 vectors are painted again and again. */
class ManyVectorsTest {

    private static final int REFRESHES = 10;

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private GuestSession session;
    private Shell shell;
    private VectorsPage vectors;
    private InterruptsPage interrupts;

    @BeforeEach
    void open(@TempDir Path folder) {
        session = GuestSession.open(new MonitorAddress.Unix(folder.resolve("nobody")));
        DialogSettings settings = new DialogSettings("test");
        Ui.run(() -> {
            shell = new Shell(Workbench.window().getShell(), SWT.SHELL_TRIM);
            shell.setText("131,072 vectors");
            shell.setLayout(new FillLayout(SWT.VERTICAL));
            vectors = new VectorsPage(
                    shell, executor, settings, parent -> new FunctionCombo(parent, fid -> {}), () -> {});
            interrupts = new InterruptsPage(shell, settings, () -> {}, () -> {}, () -> {});
            shell.setSize(1400, 900);
            shell.open();
            vectors.follow(session, null);
            vectors.showAll(true);
            interrupts.follow(session);
            interrupts.openTab(1);
        });
    }

    @AfterEach
    void close() {
        Ui.run(shell::dispose);
        executor.shutdown();
        session.close();
    }

    @Test
    void leavesTheUiThreadFree() {
        ManyVectors guest = new ManyVectors(session);
        refresh(guest.next());
        TableColumn rate = Ui.get(() -> vectors.table().table().table().getColumn(VectorColumn.RATE.ordinal()));
        Ui.run(() -> rate.notifyListeners(SWT.Selection, new Event()));
        Ui.run(() -> rate.notifyListeners(SWT.Selection, new Event()));
        try (ResponsiveUi watch = new ResponsiveUi()) {
            for (int i = 0; i < REFRESHES; i++) {
                refresh(guest.next());
            }
            watch.verify();
        }
        measure("131,072 vectors in MSI-X Vectors", () -> showVectors(guest.next()));
        measure("131,072 vectors in Adapter Interrupts", () -> showInterrupts(guest.next()));
        measure("131,072 vectors in both views at once", () -> refresh(guest.next()));
        Ui.screenshot("vectors-many");
        assertThat(Ui.get(() -> vectors.shown().text(0, VectorColumn.RATE.ordinal())))
                .as("a vector that goes on is on top")
                .isNotEqualTo("0");
    }

    private static void measure(String what, Runnable refresh) {
        try (ResponsiveUi watch = ResponsiveUi.heartbeat()) {
            for (int i = 0; i < REFRESHES; i++) {
                refresh.run();
            }
            watch.verify();
            Measured.publish(what + ", " + REFRESHES + " times", watch.measured());
        }
    }

    private void refresh(SessionState state) {
        showInterrupts(state);
        showVectors(state);
    }

    private void showInterrupts(SessionState state) {
        Ui.run(() -> interrupts.show(session, state));
        // What has been asked to be painted is painted before this.
        Ui.run(() -> shell.getDisplay().update());
    }

    /** Shows a state, and waits until the rows, which are made in the background, are there. */
    private void showVectors(SessionState state) {
        Ui.run(() -> vectors.show(session, state));
        Ui.eventually(() -> {
            assertThat(vectors.shown().size()).isEqualTo(ManyVectors.ALL);
            FunctionSnapshot first = vectors.shown().rows().snapshot(0);
            // The whole of them is too much for a message.
            assertThat(state.snapshot().functions().get((int) first.fid()) == first)
                    .as("this state is shown")
                    .isTrue();
        });
    }
}
