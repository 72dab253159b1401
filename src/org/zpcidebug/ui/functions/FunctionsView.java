package org.zpcidebug.ui.functions;

import java.util.List;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.contexts.IContextService;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.probe.ProbeCommand;
import org.zpcidebug.ui.views.FocusedCopy;
import org.zpcidebug.ui.views.SessionView;

/** The Functions view: one row for each zPCI function of the guest. */
public final class FunctionsView extends SessionView {

    private FunctionsPage page;
    private ViewActions actions;

    /** The view. */
    public FunctionsView() {
        super(UiIds.HELP_FUNCTIONS);
    }

    @Override
    protected Control createPage(Composite parent) {
        page = new FunctionsPage(parent, Remembered.section(UiIds.FUNCTIONS_VIEW), this::reconnect, this::readBar);
        actions = new ViewActions(this, page);
        actions.fill(getViewSite().getActionBars());
        actions.addContextMenu(getSite(), page.table().viewer());
        getSite().setSelectionProvider(page.table().viewer());
        getSite().getService(IContextService.class).activateContext(UiIds.FUNCTIONS_CONTEXT);
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

    @Override
    public void focusFilter() {
        if (target() != null) {
            page.filter().setFocus();
        }
    }

    /** The FIDs of the rows that the user sees, in their order. */
    public List<String> shownFunctions() {
        return page.table().shown().stream().map(row -> Words.hex(row.fid())).toList();
    }

    /** Selects a function, if it is shown. */
    public void select(long fid) {
        page.table()
                .select(page.table().shown().stream()
                        .filter(row -> row.fid() == fid)
                        .toList());
    }

    /** Probes the guest, after the user has agreed to that. */
    void probe() {
        ProbeCommand.run(getSite().getShell(), target());
    }

    /** Has words of a BAR read that the user names. */
    private void readBar() {
        ProbeCommand.readBar(getSite().getShell(), target(), page.details().function());
    }

    /** Selects a function, and in its details the field with that path, or its configuration space. */
    public void reveal(long fid, String path) {
        if (!page.isDetailsVisible()) {
            toggleDetails();
        }
        page.reveal(fid, path);
    }

    /** Lets the user choose columns. */
    public void chooseColumns() {
        page.chooseColumns();
    }

    /** Shows or hides the details. */
    public void toggleDetails() {
        page.setDetailsVisible(!page.isDetailsVisible());
        updateActions();
    }

    /** Copies the selected functions, or all that are shown when none is, in the snapshot format. */
    public void copyAsJson() {
        ZpciDebugTarget target = target();
        GuestSnapshot snapshot =
                target == null ? null : target.session().state().snapshot();
        if (snapshot != null) {
            FocusedCopy.toClipboard(
                    page.control().getDisplay(),
                    CopyJson.of(snapshot, page.table().chosen()));
        }
    }
}
