package org.zpcidebug.ui.functions;

import java.util.List;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.part.ViewPart;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.ui.GuestFollower;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.commands.ReconnectHandler;

/**
 * The Functions view: one row for each zPCI function of the guest that is selected in the Debug view. It never asks the
 * guest; it is given snapshots, and asks its session for them only while it can be seen.
 */
public final class FunctionsView extends ViewPart {

    private final LiveDemand demand = new LiveDemand();
    private final IPreferenceChangeListener rateListener = event -> {
        if (Preferences.REFRESH_HERTZ.equals(event.getKey())) {
            rateChanged();
        }
    };
    private Composite stack;
    private MessagePage welcome;
    private FunctionsPage page;
    private ViewActions actions;
    private GuestFollower follower;
    private Visibility visibility;
    private StateFeed feed;

    @Override
    public void createPartControl(Composite parent) {
        IDialogSettings settings = Remembered.section(UiIds.FUNCTIONS_VIEW);
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        welcome = WelcomePage.create(stack);
        page = new FunctionsPage(stack, settings, this::reconnect);
        show(welcome.control());
        actions = new ViewActions(this, page);
        actions.fill(getViewSite().getActionBars());
        actions.addContextMenu(getSite(), page.table().viewer());
        getSite().setSelectionProvider(page.table().viewer());
        IContextService contexts = getSite().getService(IContextService.class);
        contexts.activateContext(UiIds.VIEWS_CONTEXT);
        contexts.activateContext(UiIds.FUNCTIONS_CONTEXT);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(stack, UiIds.HELP_FUNCTIONS);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(welcome.control(), UiIds.HELP_PERSPECTIVE);
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).addPreferenceChangeListener(rateListener);
        demand.setHertz(RefreshRate.chosen().hertz());
        visibility = new Visibility(this, demand::setVisible);
        follower = new GuestFollower(getSite().getWorkbenchWindow(), this::follow);
        follower.start();
        actions.update(target());
    }

    private void rateChanged() {
        Display display = stack.getDisplay();
        display.asyncExec(() -> {
            if (!stack.isDisposed()) {
                demand.setHertz(RefreshRate.chosen().hertz());
                actions.update(target());
            }
        });
    }

    private void follow(ZpciDebugTarget target) {
        if (feed != null) {
            feed.close();
            feed = null;
        }
        page.clear();
        demand.setSession(target == null ? null : target.session());
        if (target == null) {
            show(welcome.control());
        } else {
            show(page.control());
            GuestSession session = target.session();
            feed = new StateFeed(session, stack.getDisplay(), state -> show(session, state));
            feed.open();
        }
        actions.update(target);
    }

    private void show(GuestSession session, SessionState state) {
        page.show(session, state);
        actions.update(target());
    }

    private void show(Control control) {
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl != control) {
            layout.topControl = control;
            stack.layout();
        }
    }

    /** The guest that is shown, null for none. */
    public ZpciDebugTarget target() {
        return follower == null ? null : follower.current();
    }

    /** The FIDs of the rows that the user sees, in their order. */
    public List<String> shownFunctions() {
        return page.table().shown().stream().map(row -> Words.hex(row.fid())).toList();
    }

    /** The FID of the first of the selected functions; null when none is selected. */
    public Long selectedFunction() {
        List<FunctionRow> selected = page.table().selected();
        return selected.isEmpty() ? null : selected.get(0).fid();
    }

    /** Whether the view asks its session for samples. */
    public boolean isSampling() {
        return demand.isOpen();
    }

    /** Samples once, now. */
    public void refresh() {
        ZpciDebugTarget target = target();
        if (target != null) {
            target.session().refresh(); // how it went comes as the session's next state
        }
    }

    /** Connects again after the link was lost. */
    public void reconnect() {
        ZpciDebugTarget target = target();
        if (ReconnectHandler.isPossible(target)) {
            target.reconnect(); // how it went comes as the session's next state
        }
    }

    /** Puts the cursor into the filter. */
    public void focusFilter() {
        if (target() != null) {
            page.filter().setFocus();
        }
    }

    /** Lets the user choose columns. */
    public void chooseColumns() {
        page.chooseColumns();
    }

    /** Shows or hides the details. */
    public void toggleDetails() {
        page.setDetailsVisible(!page.isDetailsVisible());
        actions.update(target());
    }

    /** Copies the selected functions, or all that are shown when none is, in the snapshot format. */
    public void copyAsJson() {
        ZpciDebugTarget target = target();
        GuestSnapshot snapshot =
                target == null ? null : target.session().state().snapshot();
        if (snapshot != null) {
            CopyText.toClipboard(
                    stack.getDisplay(), CopyJson.of(snapshot, page.table().chosen()));
        }
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
        if (follower != null) {
            follower.dispose();
        }
        if (visibility != null) {
            visibility.dispose();
        }
        if (feed != null) {
            feed.close();
        }
        demand.close();
        super.dispose();
    }
}
