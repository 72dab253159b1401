package org.zpcidebug.ui.functions;

import java.util.List;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.actions.ActionFactory;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.commands.ReconnectHandler;

/** The view's toolbar and menus. What is in the toolbar is in a menu too. */
final class ViewActions {

    private final IAction connect;
    private final IAction demo;
    private final IAction reconnect;
    private final IAction refresh;
    private final IAction columns;
    private final IAction details;
    private final IAction copyJson;
    private final IAction copy;
    private final IAction selectAll;
    private final IAction find;
    private final RateMenu rate = new RateMenu();
    private final FunctionsPage page;

    /** Makes the actions of a view. */
    ViewActions(FunctionsView view, FunctionsPage page) {
        this.page = page;
        FocusedText text = new FocusedText(view.getSite().getShell().getDisplay(), page);
        Runnable open = () -> Launches.connect(view.getSite().getShell());
        connect = action(Messages.Action_Connect, Icons.CONNECT, UiIds.CONNECT, open);
        demo = action(Messages.Action_Demo, Icons.DEMO, UiIds.START_DEMO, Launches::startDemo);
        reconnect = action(Messages.Action_Reconnect, Icons.RECONNECT, UiIds.RECONNECT, view::reconnect);
        refresh = action(Messages.Action_Refresh, Icons.REFRESH, UiIds.REFRESH, view::refresh);
        columns = action(Messages.Action_Columns, Icons.COLUMNS, UiIds.COLUMNS, view::chooseColumns);
        copyJson = action(Messages.Action_CopyJson, null, UiIds.COPY_JSON, view::copyAsJson);
        copy = action(Messages.Action_Copy, Icons.COPY, ActionFactory.COPY.getCommandId(), text::copy);
        selectAll = action(Messages.Action_SelectAll, null, ActionFactory.SELECT_ALL.getCommandId(), text::selectAll);
        find = action(Messages.Action_Filter, null, ActionFactory.FIND.getCommandId(), view::focusFilter);
        details = new Toggle(Messages.Action_Details, Icons.DETAILS, UiIds.DETAILS, view::toggleDetails);
        details.setChecked(page.isDetailsVisible());
    }

    private static IAction action(String text, Icons icon, String command, Runnable run) {
        ImageDescriptor image = icon == null ? null : icon.descriptor();
        IAction action = new Action(text, image) {
            @Override
            public void run() {
                run.run();
            }
        };
        action.setActionDefinitionId(command);
        return action;
    }

    /** Fills toolbar and view menu, and answers the window's Copy, Select All, Find and Refresh. */
    void fill(IActionBars bars) {
        IToolBarManager tools = bars.getToolBarManager();
        List.of(connect, reconnect, refresh, rate, details).forEach(tools::add);
        IMenuManager menu = bars.getMenuManager();
        List.of(connect, demo, reconnect).forEach(menu::add);
        menu.add(new Separator());
        menu.add(refresh);
        menu.add(rate.submenu());
        menu.add(new Separator());
        List.of(columns, details, find).forEach(menu::add);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        bars.setGlobalActionHandler(ActionFactory.COPY.getId(), copy);
        bars.setGlobalActionHandler(ActionFactory.SELECT_ALL.getId(), selectAll);
        bars.setGlobalActionHandler(ActionFactory.FIND.getId(), find);
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        bars.updateActionBars();
    }

    /** Adds the menu of the table's rows. */
    void addContextMenu(IWorkbenchPartSite site, TableViewer viewer) {
        MenuManager menus = new MenuManager();
        List.of(copy, copyJson, selectAll).forEach(menus::add);
        menus.add(new Separator());
        List.of(details, columns).forEach(menus::add);
        menus.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        Control table = viewer.getControl();
        Menu menu = menus.createContextMenu(table);
        table.setMenu(menu);
        site.registerContextMenu(menus, viewer);
    }

    /** Enables what makes sense for a guest, null for none. */
    void update(ZpciDebugTarget target) {
        boolean there = target != null;
        for (IAction action : List.of(refresh, columns, details, find, copy, copyJson, selectAll)) {
            action.setEnabled(there);
        }
        reconnect.setEnabled(ReconnectHandler.isPossible(target));
        details.setChecked(page.isDetailsVisible());
        rate.update();
    }
}
