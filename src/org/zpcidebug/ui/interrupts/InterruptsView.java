package org.zpcidebug.ui.interrupts;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.CommonActions;
import org.zpcidebug.ui.views.FocusedCopy;
import org.zpcidebug.ui.views.FunctionElement;
import org.zpcidebug.ui.views.SessionView;
import org.zpcidebug.ui.views.Toggle;

/**
 * The Adapter Interrupts view: what is registered and counted by subclass and function, which gate keeps interrupts out,
 * and rates over time.
 */
public final class InterruptsView extends SessionView {

    private static final int MOST_COPIED = 10_000;
    private static final String CHART_FILE = "interrupt-rates.csv"; //$NON-NLS-1$
    private static final String TABLE_FILE = "interrupts.csv"; //$NON-NLS-1$

    private final ISelectionListener selectionListener = this::selected;
    private InterruptsPage page;
    private CostlyRequests requests;
    private CommonActions common;
    private IAction export;
    private IAction registers;
    private IAction trace;
    private IAction nearer;
    private IAction farther;
    private IAction fit;

    /** The view. */
    public InterruptsView() {
        super(UiIds.HELP_INTERRUPTS);
    }

    @Override
    protected Control createPage(Composite parent) {
        requests = new CostlyRequests(getSite().getShell(), this::updateActions);
        page = new InterruptsPage(
                parent,
                Remembered.section(UiIds.INTERRUPTS_VIEW),
                this::reconnect,
                () -> onSession(requests::readRegisters),
                () -> onSession(requests::toggle));
        common = new CommonActions(this, new FocusedCopy(this::copied, () -> {}));
        export = CommonActions.action(Messages.Action_Export, Icons.EXPORT, null, this::export);
        registers = CommonActions.action(
                Messages.Gates_Registers, Icons.REGISTERS, null, () -> onSession(requests::readRegisters));
        trace = new Toggle(Messages.Gates_Trace, Icons.TRACE, null, () -> onSession(requests::toggle));
        nearer = CommonActions.action(
                Messages.Action_Nearer, Icons.ZOOM_IN, null, page.chart().chart()::nearer);
        farther = CommonActions.action(
                Messages.Action_Farther, Icons.ZOOM_OUT, null, page.chart().chart()::farther);
        fit = CommonActions.action(
                Messages.Action_Fit, Icons.ZOOM_FIT, null, page.chart().chart()::fit);
        common.fill(
                getViewSite().getActionBars(),
                List.of(registers, trace, nearer, farther, fit, export),
                List.of(List.of(registers, trace), List.of(nearer, farther, fit), List.of(export)));
        for (Table table : List.of(
                page.table().table(),
                page.gates().table().table(),
                page.counters().table(),
                page.data().table())) {
            MenuManager menu = new MenuManager();
            menu.add(common.copy());
            menu.add(export);
            table.setMenu(menu.createContextMenu(table));
        }
        getSite().getPage().addSelectionListener(UiIds.FUNCTIONS_VIEW, selectionListener);
        return page.control();
    }

    private void onSession(Consumer<GuestSession> action) {
        if (target() != null) {
            action.accept(target().session());
        }
    }

    private String copied() {
        return page.export()
                .text(page.table().table().isFocusControl() ? page.table().selected() : -1, MOST_COPIED);
    }

    private void export() {
        page.export().save(getSite().getShell(), Messages.Export_Interrupts, page.isChart() ? CHART_FILE : TABLE_FILE);
    }

    /** Selects a function. */
    public void choose(long fid) {
        page.choose(fid);
    }

    /** Selects a function, and shows which gates its interrupts have to pass. */
    public void chooseGates(long fid) {
        page.openTab(0);
        page.choose(fid);
    }

    private void selected(IWorkbenchPart part, ISelection selection) {
        if (selection instanceof IStructuredSelection structured
                && structured.getFirstElement() instanceof FunctionElement element) {
            page.choose(element.fid());
        }
    }

    @Override
    protected void follow(ZpciDebugTarget target) {
        page.follow(target == null ? null : target.session());
    }

    @Override
    protected void show(GuestSession session, SessionState state) {
        page.show(session, state);
    }

    /** What is shown. */
    InterruptsPage page() {
        return page;
    }

    @Override
    protected void focusPage() {
        page.setFocus();
    }

    @Override
    protected void updateActions() {
        boolean isThere = target() != null;
        for (IAction action : List.of(export, registers, trace, nearer, farther, fit)) {
            action.setEnabled(isThere);
        }
        trace.setChecked(isThere && target().session().interrupts().isTracing());
        common.update();
    }

    @Override
    public void dispose() {
        getSite().getPage().removeSelectionListener(UiIds.FUNCTIONS_VIEW, selectionListener);
        if (requests != null) {
            requests.close();
        }
        super.dispose();
    }
}
