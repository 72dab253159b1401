package org.zpcidebug.ui.translation;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.part.ViewPart;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.GuestFollower;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.functions.FunctionsView;
import org.zpcidebug.ui.functions.LiveDemand;
import org.zpcidebug.ui.functions.MessagePage;
import org.zpcidebug.ui.functions.RefreshRate;
import org.zpcidebug.ui.functions.StateFeed;
import org.zpcidebug.ui.functions.Visibility;
import org.zpcidebug.ui.functions.WelcomePage;

/**
 * The Translation view: which DMA addresses the function that is selected in the Functions view has, and where they
 * lead. It reads tables only while it can be seen, and never on the UI thread.
 */
public final class TranslationView extends ViewPart {

    private final LiveDemand demand = new LiveDemand();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "zPCI translation view"); //$NON-NLS-1$
        thread.setDaemon(true);
        return thread;
    });
    private final IPreferenceChangeListener rateListener = event -> {
        if (Preferences.REFRESH_HERTZ.equals(event.getKey())) {
            rateChanged();
        }
    };
    private final ISelectionListener selectionListener = this::selected;
    private Composite stack;
    private MessagePage welcome;
    private TranslationPage page;
    private TranslationActions actions;
    private GuestFollower follower;
    private Visibility visibility;
    private StateFeed states;
    private MappingFeed mappings;

    @Override
    public void createPartControl(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        welcome = WelcomePage.create(stack);
        page = new TranslationPage(stack, executor, this::choose);
        mappings = new MappingFeed(executor, stack.getDisplay(), this::show);
        show(welcome.control());
        actions = new TranslationActions(this, page);
        actions.fill(getViewSite().getActionBars());
        PlatformUI.getWorkbench().getHelpSystem().setHelp(stack, UiIds.HELP_TRANSLATION);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(welcome.control(), UiIds.HELP_PERSPECTIVE);
        getSite().getService(IContextService.class).activateContext(UiIds.VIEWS_CONTEXT);
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).addPreferenceChangeListener(rateListener);
        demand.setHertz(RefreshRate.chosen().hertz());
        visibility = new Visibility(this, this::setVisible);
        getSite().getPage().addSelectionListener(UiIds.FUNCTIONS_VIEW, selectionListener);
        follower = new GuestFollower(getSite().getWorkbenchWindow(), this::follow);
        follower.start();
        actions.update();
    }

    private void setVisible(boolean visible) {
        demand.setVisible(visible);
        mappings.setVisible(visible);
    }

    private void rateChanged() {
        stack.getDisplay().asyncExec(() -> {
            if (!stack.isDisposed()) {
                demand.setHertz(RefreshRate.chosen().hertz());
                actions.update();
            }
        });
    }

    private void follow(ZpciDebugTarget target) {
        if (states != null) {
            states.close();
            states = null;
        }
        mappings.follow(null, null);
        page.follow(null, null);
        demand.setSession(target == null ? null : target.session());
        if (target == null) {
            show(welcome.control());
        } else {
            show(page.control());
            GuestSession session = target.session();
            states = new StateFeed(session, stack.getDisplay(), state -> sampled(session, state));
            states.open();
        }
        actions.update();
    }

    private void show(Control control) {
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl != control) {
            layout.topControl = control;
            stack.layout();
        }
    }

    private void sampled(GuestSession session, SessionState state) {
        List<FunctionSnapshot> functions =
                state.snapshot() == null ? List.of() : state.snapshot().functions();
        Long fid = mappings.fid();
        if (fid == null && !functions.isEmpty()) {
            choose(firstChoice(functions));
        } else if (functions.isEmpty()) {
            page.status().clear(state.problem() == null ? Messages.Status_NoFunctions : state.problem());
        }
        page.status().offer(functions, mappings.fid());
        mappings.sampled();
    }

    private long firstChoice(List<FunctionSnapshot> functions) {
        Long selected = getSite().getPage().findView(UiIds.FUNCTIONS_VIEW) instanceof FunctionsView view
                ? view.selectedFunction()
                : null;
        boolean isThere = functions.stream()
                .anyMatch(function -> Long.valueOf(function.fid()).equals(selected));
        return isThere ? selected : functions.get(0).fid();
    }

    private void selected(IWorkbenchPart part, ISelection selection) {
        Long fid = part instanceof FunctionsView functions ? functions.selectedFunction() : null;
        if (fid != null && !isFrozen()) {
            choose(fid);
        }
    }

    /** Shows a function of the guest that is shown. */
    void choose(long fid) {
        ZpciDebugTarget target = target();
        if (target == null || Long.valueOf(fid).equals(mappings.fid())) {
            return;
        }
        page.follow(target.session(), fid);
        mappings.follow(target.session(), fid);
        if (target.session().state().snapshot() != null) {
            page.status().offer(target.session().state().snapshot().functions(), fid);
        }
    }

    private void show(MappingState state) {
        if (!stack.isDisposed()) {
            page.show(state, mappings.isFrozen());
            actions.update();
        }
    }

    /** The guest that is shown, null for none. */
    public ZpciDebugTarget target() {
        return follower == null ? null : follower.current();
    }

    /** What is shown of it. */
    TranslationPage page() {
        return page;
    }

    /** The FID of the function that is shown, null for none. */
    public Long function() {
        return mappings.fid();
    }

    /** Reads again, now: the functions and then the mappings. */
    public void refresh() {
        ZpciDebugTarget target = target();
        if (target != null) {
            Display display = stack.getDisplay();
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

    /** Whether what is shown stays as it is. */
    public boolean isFrozen() {
        return mappings.isFrozen();
    }

    /** Keeps what is shown as it is, or goes on reading. */
    public void setFrozen(boolean frozen) {
        mappings.setFrozen(frozen);
        page.showFrozen(frozen);
        actions.update();
    }

    /** Also the guest that is shown. */
    @Override
    public <T> T getAdapter(Class<T> adapter) {
        return adapter == ZpciDebugTarget.class ? adapter.cast(target()) : super.getAdapter(adapter);
    }

    @Override
    public void setFocus() {
        if (target() == null) {
            welcome.setFocus();
        } else {
            page.setFocus();
        }
    }

    @Override
    public void dispose() {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).removePreferenceChangeListener(rateListener);
        getSite().getPage().removeSelectionListener(UiIds.FUNCTIONS_VIEW, selectionListener);
        if (follower != null) {
            follower.dispose();
        }
        if (visibility != null) {
            visibility.dispose();
        }
        if (states != null) {
            states.close();
        }
        if (mappings != null) {
            mappings.close();
        }
        executor.shutdown();
        demand.close();
        super.dispose();
    }
}
