package org.zpcidebug.ui.translation;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.FunctionView;

/**
 * The Translation view: which DMA addresses the function that is selected in the Functions view has, and where they
 * lead. It reads tables only while it can be seen, and never on the UI thread.
 */
public final class TranslationView extends FunctionView {

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "zPCI translation view"); //$NON-NLS-1$
        thread.setDaemon(true);
        return thread;
    });
    private TranslationPage page;
    private TranslationActions actions;
    private MappingFeed mappings;

    /** The view. */
    public TranslationView() {
        super(UiIds.HELP_TRANSLATION);
    }

    @Override
    protected Control createPage(Composite parent) {
        page = new TranslationPage(parent, executor, this::createCombo, this::choose);
        mappings = new MappingFeed(executor, parent.getDisplay(), this::show);
        actions = new TranslationActions(this, page);
        actions.fill(getViewSite().getActionBars());
        return page.control();
    }

    @Override
    protected void visibilityChanged(boolean now) {
        mappings.setVisible(now);
    }

    @Override
    protected void follow(GuestSession session, Long function) {
        page.follow(session, function);
        mappings.follow(session, function);
    }

    @Override
    protected void show(GuestSession session, SessionState state, Optional<FunctionSnapshot> function) {
        if (state.snapshot() == null || state.snapshot().functions().isEmpty()) {
            page.status().clear(state.problem() == null ? Messages.Status_NoFunctions : state.problem());
        }
        mappings.sampled();
    }

    private void show(MappingState state) {
        if (!page.control().isDisposed()) {
            page.show(state, isFrozen());
            updateActions();
        }
    }

    /** What is shown of the guest. */
    TranslationPage page() {
        return page;
    }

    /** Shows a function, and where one of its DMA addresses leads. */
    public void lookUp(long fid, long iova) {
        choose(fid);
        page.lookUpDma(iova);
    }

    /** Reads again, now: the functions and then the mappings. */
    @Override
    public void refresh() {
        ZpciDebugTarget target = target();
        if (target != null) {
            Display display = page.control().getDisplay();
            target.session().refresh().whenComplete((state, failure) -> later(display, mappings::ask));
            page.refreshTree();
        }
    }

    private static void later(Display display, Runnable action) {
        try {
            display.asyncExec(action);
        } catch (SWTException expected) {
            // The display is gone, and the view with it.
        }
    }

    @Override
    public void setFrozen(boolean frozen) {
        mappings.setFrozen(frozen);
        page.showFrozen(frozen);
        super.setFrozen(frozen);
    }

    @Override
    public void focusFilter() {
        if (target() != null) {
            page.focusFilter();
        }
    }

    @Override
    protected void updateActions() {
        actions.update();
    }

    @Override
    protected void focusPage() {
        page.setFocus();
    }

    @Override
    public void dispose() {
        if (mappings != null) {
            mappings.close();
        }
        executor.shutdown();
        super.dispose();
    }
}
