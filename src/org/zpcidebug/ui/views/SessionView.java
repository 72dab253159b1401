package org.zpcidebug.ui.views;

import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.part.ViewPart;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.GuestFollower;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.commands.ReconnectHandler;

/**
 * A view of the guest that is selected in the Debug view. It never asks the guest; it is given the states of its session,
 * which samples for it only while the view can be seen and is not frozen. Without a guest it says how to get one.
 *
 * <p>The order of calls: {@link #createPage} once; {@link #follow} for each guest and for none; {@link #show} for each
 * state of the guest that is followed, the first at once; all on the UI thread.
 */
public abstract class SessionView extends ViewPart {

    private final String help;
    private final LiveDemand demand = new LiveDemand();
    private final IPreferenceChangeListener rateListener = event -> {
        if (Preferences.REFRESH_HERTZ.equals(event.getKey())) {
            rateChanged();
        }
    };
    private Composite stack;
    private MessagePage welcome;
    private Control page;
    private GuestFollower follower;
    private Visibility visibility;
    private StateFeed feed;
    private boolean visible;
    private boolean frozen;

    /**
     * A view.
     *
     * @param help its help context
     */
    protected SessionView(String help) {
        this.help = help;
    }

    @Override
    public final void createPartControl(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        page = createPage(stack);
        getSite().getService(IContextService.class).activateContext(UiIds.VIEWS_CONTEXT);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(stack, help);
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).addPreferenceChangeListener(rateListener);
        demand.setHertz(RefreshRate.chosen().hertz());
        visibility = new Visibility(this, this::setVisible);
        follower = new GuestFollower(getSite().getWorkbenchWindow(), this::followed);
        follower.start();
        if (target() == null) {
            bring(welcome().control());
        }
        updateActions();
    }

    /** Makes what is shown of a guest, and fills toolbar and menus. */
    protected abstract Control createPage(Composite parent);

    /** Another guest is shown from now on, or none; what was shown is to be forgotten. */
    protected abstract void follow(ZpciDebugTarget target);

    /** Shows a state of the guest that is followed. */
    protected abstract void show(GuestSession session, SessionState state);

    /** Puts the focus where the user works. */
    protected abstract void focusPage();

    /** Enables what makes sense now. */
    protected abstract void updateActions();

    /** Puts the cursor into the filter, where there is one. */
    public void focusFilter() {
        // Not every view has a filter.
    }

    /** Tells that somebody can see the view, or nobody any more. */
    protected void visibilityChanged(boolean now) {
        // Only those care who read more than the session does.
    }

    private void setVisible(boolean now) {
        visible = now;
        ask();
        visibilityChanged(now);
    }

    private void ask() {
        demand.setVisible(visible && !frozen);
    }

    private void rateChanged() {
        stack.getDisplay().asyncExec(() -> {
            if (!stack.isDisposed()) {
                demand.setHertz(RefreshRate.chosen().hertz());
                updateActions();
            }
        });
    }

    private void followed(ZpciDebugTarget target) {
        if (feed != null) {
            feed.close();
            feed = null;
        }
        frozen = false;
        ask();
        follow(target);
        demand.setSession(target == null ? null : target.session());
        bring(target == null ? welcome().control() : page);
        if (target != null) {
            GuestSession session = target.session();
            feed = new StateFeed(session, stack.getDisplay(), state -> arrived(session, state));
            feed.open();
        }
        updateActions();
    }

    private void arrived(GuestSession session, SessionState state) {
        if (!frozen) {
            show(session, state);
            updateActions();
        }
    }

    /** Made when it is needed: its texts take longer to be laid out than most views that have a guest to show. */
    private MessagePage welcome() {
        if (welcome == null) {
            welcome = WelcomePage.create(stack);
            PlatformUI.getWorkbench().getHelpSystem().setHelp(welcome.control(), UiIds.HELP_PERSPECTIVE);
        }
        return welcome;
    }

    private void bring(Control control) {
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl != control) {
            layout.topControl = control;
            stack.layout();
        }
    }

    /** The guest that is shown, null for none. */
    public final ZpciDebugTarget target() {
        return follower == null ? null : follower.current();
    }

    /** Whether the view asks its session for samples. */
    public final boolean isSampling() {
        return demand.isOpen();
    }

    /** Samples once, now. */
    public void refresh() {
        if (target() != null) {
            target().session().refresh(); // how it went comes as the session's next state
        }
    }

    /** Connects again after the link was lost. */
    public final void reconnect() {
        ZpciDebugTarget target = target();
        if (ReconnectHandler.isPossible(target)) {
            target.reconnect(); // how it went comes as the session's next state
        }
    }

    /** Whether what is shown stays as it is. */
    public final boolean isFrozen() {
        return frozen;
    }

    /** Keeps what is shown as it is, or goes on with the newest state. */
    public void setFrozen(boolean now) {
        frozen = now;
        ask();
        if (!now && target() != null) {
            show(target().session(), target().session().state());
        }
        updateActions();
    }

    /** Also the guest that is shown. */
    @Override
    public <T> T getAdapter(Class<T> adapter) {
        return adapter == ZpciDebugTarget.class ? adapter.cast(target()) : super.getAdapter(adapter);
    }

    @Override
    public final void setFocus() {
        if (target() == null) {
            welcome.setFocus();
        } else {
            focusPage();
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
