package org.zpcidebug.ui.intercepts;

import java.util.List;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IActionBars;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.breakpoints.AddBreakpointDialog;
import org.zpcidebug.ui.views.CommonActions;
import org.zpcidebug.ui.views.FocusedCopy;

/** The view's toolbar and menus. What is in the toolbar is in a menu too. */
final class InterceptActions {

    private static final String FILE = "intercepts.json"; //$NON-NLS-1$

    private final InterceptsView view;
    private final InterceptsPage page;
    private final CommonActions common;
    private final IAction next;
    private final IAction add;
    private final IAction clear;
    private final IAction export;
    private final IAction function;
    private final IAction mapping;

    /** Makes the actions of a view. */
    InterceptActions(InterceptsView view, InterceptsPage page) {
        this.view = view;
        this.page = page;
        common = new CommonActions(view, new FocusedCopy(this::copyText, page::selectNone));
        next = CommonActions.action(
                Messages.Action_Next,
                Icons.NEXT_INTERCEPT,
                UiIds.NEXT_INTERCEPT,
                () -> NextInterceptHandler.run(view.target()));
        add = CommonActions.action(
                Messages.Action_Add, Icons.ADD_BREAKPOINT, UiIds.ADD_BREAKPOINT, this::addBreakpoint);
        clear = CommonActions.action(Messages.Action_Clear, Icons.CLEAR, null, view::clear);
        export = CommonActions.action(Messages.Action_Export, Icons.EXPORT, null, this::export);
        function = CommonActions.action(
                Messages.Action_Function, Icons.FUNCTION, null, () -> Jump.toFunction(view.getSite(), page.selected()));
        mapping = CommonActions.action(
                Messages.Action_Mapping,
                Icons.TRANSLATION,
                null,
                () -> Jump.toMapping(view.getSite(), page.selected()));
        MenuManager menu = new MenuManager();
        List.of(function, mapping, add).forEach(menu::add);
        menu.add(new Separator());
        List.of(common.copy(), export, clear).forEach(menu::add);
        Table table = page.table().table();
        table.setMenu(menu.createContextMenu(table));
        table.addListener(SWT.DefaultSelection, event -> function.run());
        page.table().onSelect(row -> updateRow());
    }

    void fill(IActionBars bars) {
        common.fill(
                bars,
                List.of(next, add, clear, export),
                List.of(List.of(next, add), List.of(function, mapping), List.of(export, clear)));
    }

    private void addBreakpoint() {
        Entry entry = page.selected();
        InterceptSettings proposed = entry == null || entry.isNotice()
                ? InterceptSettings.ALL
                : InterceptSettings.of(
                        List.of(entry.record().site().instruction().opcode()),
                        entry.record().fid());
        new AddBreakpointDialog(view.getSite().getShell(), proposed).open();
    }

    private String copyText() {
        Entry selected = page.selected();
        List<Entry> copied = selected == null ? page.shown() : List.of(selected);
        return copied.isEmpty() ? "" : InterceptExport.of(copied).text(-1, copied.size()); //$NON-NLS-1$
    }

    private void export() {
        InterceptExport.of(page.shown()).save(view.getSite().getShell(), Messages.Export_Title, FILE);
    }

    private void updateRow() {
        function.setEnabled(Jump.hasFunction(page.selected()));
        mapping.setEnabled(Jump.hasMapping(page.selected()));
    }

    /** Enables what makes sense. */
    void update() {
        next.setEnabled(view.target() != null && view.target().canRunToNextIntercept());
        clear.setEnabled(!page.isEmpty());
        export.setEnabled(!page.isEmpty());
        updateRow();
        common.update();
    }
}
