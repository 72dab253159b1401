package org.zpcidebug.ui.intercepts;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.zpcidebug.debug.InterceptLog;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.SessionView;

/** The Intercepts view: what PCI instructions the guest executed at breakpoints and steps, and what came of them. */
public final class InterceptsView extends SessionView {

    private InterceptsPage page;
    private InterceptActions actions;

    /** The view. */
    public InterceptsView() {
        super(UiIds.HELP_INTERCEPTS);
    }

    @Override
    protected Control createPage(Composite parent) {
        page = new InterceptsPage(parent, Remembered.section(UiIds.INTERCEPTS_VIEW), this::updateActions);
        actions = new InterceptActions(this, page);
        actions.fill(getViewSite().getActionBars());
        return page.control();
    }

    @Override
    protected void follow(ZpciDebugTarget target) {
        page.follow(target);
    }

    @Override
    protected void show(GuestSession session, SessionState state) {
        page.show(state);
    }

    @Override
    public void setFrozen(boolean frozen) {
        page.setFrozen(frozen);
        super.setFrozen(frozen);
    }

    /** Forgets all rows. */
    public void clear() {
        ZpciDebugTarget target = target();
        if (target != null) {
            target.intercepts().clear();
            page.clear();
        }
    }

    /** What is shown of the guest. */
    InterceptsPage page() {
        return page;
    }

    @Override
    public void focusFilter() {
        if (target() != null) {
            page.focusFilter();
        }
    }

    @Override
    protected void updateActions() {
        if (actions != null) {
            actions.update();
        }
    }

    @Override
    protected void focusPage() {
        page.setFocus();
    }

    /** Also the log that is shown. */
    @Override
    public <T> T getAdapter(Class<T> adapter) {
        return adapter == InterceptLog.class && target() != null
                ? adapter.cast(target().intercepts())
                : super.getAdapter(adapter);
    }

    @Override
    public void dispose() {
        if (page != null) {
            page.follow(null);
        }
        super.dispose();
    }
}
