package org.zpcidebug.ui.functions;

import java.util.List;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchPartSite;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.CommonActions;
import org.zpcidebug.ui.views.FocusedCopy;
import org.zpcidebug.ui.views.Toggle;

/** The view's toolbar and menus. */
final class ViewActions {

    private final CommonActions common;
    private final IAction columns;
    private final IAction details;
    private final IAction copyJson;
    private final IAction probe;
    private final FunctionsPage page;

    /** Makes the actions of a view. */
    ViewActions(FunctionsView view, FunctionsPage page) {
        this.page = page;
        common = new CommonActions(view, new FocusedCopy(page::copyText, page::selectAll));
        columns = CommonActions.action(Messages.Action_Columns, Icons.COLUMNS, UiIds.COLUMNS, view::chooseColumns);
        copyJson = CommonActions.action(Messages.Action_CopyJson, null, UiIds.COPY_JSON, view::copyAsJson);
        probe = CommonActions.action(Messages.Action_Probe, Icons.PROBE, UiIds.PROBE, view::probe);
        details = new Toggle(Messages.Action_Details, Icons.DETAILS, UiIds.DETAILS, view::toggleDetails);
        details.setChecked(page.isDetailsVisible());
    }

    /** Fills toolbar and view menu. */
    void fill(IActionBars bars) {
        common.fill(
                bars, List.of(probe, details), List.of(List.of(probe), List.of(columns, details), List.of(copyJson)));
    }

    /** Adds the menu of the table's rows. */
    void addContextMenu(IWorkbenchPartSite site, TableViewer viewer) {
        MenuManager menus = new MenuManager();
        List.of(common.copy(), copyJson, common.selectAll()).forEach(menus::add);
        menus.add(new Separator());
        List.of(probe, details, columns).forEach(menus::add);
        menus.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        Control table = viewer.getControl();
        table.setMenu(menus.createContextMenu(table));
        site.registerContextMenu(menus, viewer);
    }

    /** Enables what makes sense for a guest, null for none. */
    void update(ZpciDebugTarget target) {
        List.of(columns, details, copyJson, probe).forEach(action -> action.setEnabled(target != null));
        details.setChecked(page.isDetailsVisible());
        common.update();
    }
}
