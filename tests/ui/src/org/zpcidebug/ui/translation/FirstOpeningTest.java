package org.zpcidebug.ui.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IViewReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.Measured;
import org.zpcidebug.ui.testing.ResponsiveUi;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** The Translation view is opened while a guest is shown; run alone, for the first time in its workbench. */
class FirstOpeningTest {

    /** A small view of the platform, opened just before for comparison. */
    private static final String PEER = "org.eclipse.ui.views.ProgressView";

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private final AtomicLong painted = new AtomicLong();

    @Test
    void isThereInAMoment() throws Exception {
        try (GuestWithTwoMonitors guest = GuestWithTwoMonitors.start("dma=off refresh=used")) {
            guest.report();
            Workbench.attach(guest.address());
            Ui.eventually(
                    () -> assertThat(ShownFunctions.table().getItemCount()).isGreaterThan(2));
            Ui.run(FirstOpeningTest::close);
            try (ResponsiveUi watch = ResponsiveUi.heartbeat()) {
                Ui.get(() -> Workbench.page().showView(PEER));
                Ui.run(() -> Ui.display().update());
                Measured.publish("the platform's Progress view opened", watch.measured());
            }
            ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
            TranslationView view;
            String result;
            try (ResponsiveUi watch = ResponsiveUi.heartbeat()) {
                long loadedBefore = classes.getTotalLoadedClassCount();
                long opened = System.nanoTime();
                view = Ui.get(this::open);
                Ui.eventually(() -> assertThat(painted).hasPositiveValue());
                result = "first picture after "
                        + Duration.ofNanos(painted.get() - opened).toMillis() + " ms, "
                        + (classes.getTotalLoadedClassCount() - loadedBefore) + " classes loaded; " + watch.measured();
            }
            Measured.publish("the Translation view opened", result);
            Ui.screenshot("translation-opened");
            Ui.run(() -> {
                assertThat(Ui.all(view.page().control(), Table.class)).hasSize(1);
                assertThat(Ui.all(view.page().control(), Tree.class))
                        .as("not before somebody turns to them")
                        .isEmpty();
                view.page().showTables();
                assertThat(Ui.all(view.page().control(), Tree.class)).hasSize(1);
            });
        }
    }

    private static void close() {
        IViewReference reference = Workbench.page().findViewReference(UiIds.TRANSLATION_VIEW);
        if (reference != null && reference.getView(false) != null) {
            Workbench.page().hideView(reference);
        }
    }

    private TranslationView open() throws Exception {
        TranslationView view = (TranslationView) Workbench.page().showView(UiIds.TRANSLATION_VIEW);
        view.page().map().control().addPaintListener(event -> {
            if (view.page().map().function() != null) {
                painted.compareAndSet(0, System.nanoTime());
            }
        });
        return view;
    }
}
