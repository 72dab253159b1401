package org.zpcidebug.ui.findings;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.probe.ProbeCommand;
import org.zpcidebug.ui.views.FocusedCopy;
import org.zpcidebug.ui.views.SessionView;

/** The Findings view: what a person should look at in the guest and its functions, and what could not be checked. */
public final class FindingsView extends SessionView {

    private FindingsPage page;
    private FindingsActions actions;

    /** The view. */
    public FindingsView() {
        super(UiIds.HELP_FINDINGS);
    }

    @Override
    protected Control createPage(Composite parent) {
        page = new FindingsPage(parent, Remembered.section(UiIds.FINDINGS_VIEW), this::reconnect, this::probe);
        actions = new FindingsActions(this, page);
        actions.fill(getViewSite().getActionBars());
        actions.addContextMenu(getSite());
        return page.control();
    }

    @Override
    protected void follow(ZpciDebugTarget target) {
        page.clear();
    }

    @Override
    protected void show(GuestSession session, SessionState state) {
        page.show(session, state);
    }

    @Override
    protected void focusPage() {
        page.setFocus();
    }

    @Override
    protected void updateActions() {
        actions.update(target());
    }

    /** What is shown of the guest. */
    FindingsPage page() {
        return page;
    }

    /** Probes the guest, after the user has agreed to that. */
    void probe() {
        ProbeCommand.run(getSite().getShell(), target());
    }

    /** Shows the value that the selected finding rests on, in its view. */
    void reveal() {
        GuestSnapshot snapshot =
                target() == null ? null : target().session().state().snapshot();
        if (snapshot != null) {
            page.selected().ifPresent(line -> FindingTarget.reveal(getSite().getPage(), snapshot, line));
        }
    }

    /** Copies all findings as a report. */
    void copyReport() {
        FocusedCopy.toClipboard(page.control().getDisplay(), page.report());
    }
}
