package org.zpcidebug.ui.views;

import java.util.List;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.actions.ActionFactory;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.commands.ReconnectHandler;

/**
 * The actions that all views of a guest have: connect, reconnect, refresh, freeze, the rate, filter and copy. A view puts
 * its own between them. What is in the toolbar is in the menu too.
 */
public final class CommonActions {

    private final SessionView view;
    private final IAction connect;
    private final IAction demo;
    private final IAction reconnect;
    private final IAction refresh;
    private final IAction freeze;
    private final IAction filter;
    private final IAction copy;
    private final IAction selectAll;
    private final RateMenu rate = new RateMenu();

    /**
     * Makes the actions of a view.
     *
     * @param copied what Copy and Select All are about
     */
    public CommonActions(SessionView view, FocusedCopy copied) {
        this.view = view;
        Runnable open = () -> Launches.connect(view.getSite().getShell());
        connect = action(Messages.Action_Connect, Icons.CONNECT, UiIds.CONNECT, open);
        demo = action(Messages.Action_Demo, Icons.DEMO, UiIds.START_DEMO, Launches::startDemo);
        reconnect = action(Messages.Action_Reconnect, Icons.RECONNECT, UiIds.RECONNECT, view::reconnect);
        refresh = action(Messages.Action_Refresh, Icons.REFRESH, UiIds.REFRESH, view::refresh);
        freeze = new Toggle(Messages.Action_Freeze, Icons.FREEZE, UiIds.FREEZE, () -> view.setFrozen(!view.isFrozen()));
        filter = action(Messages.Action_Filter, Icons.FILTER, ActionFactory.FIND.getCommandId(), view::focusFilter);
        copy = action(Messages.Action_Copy, Icons.COPY, ActionFactory.COPY.getCommandId(), copied::copy);
        selectAll = action(Messages.Action_SelectAll, null, ActionFactory.SELECT_ALL.getCommandId(), copied::selectAll);
    }

    /**
     * An action.
     *
     * @param icon null for none
     * @param command the command whose key it shows, null for none
     */
    public static IAction action(String text, Icons icon, String command, Runnable run) {
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

    /** Copy. */
    public IAction copy() {
        return copy;
    }

    /** Select All. */
    public IAction selectAll() {
        return selectAll;
    }

    /** Freeze. */
    public IAction freeze() {
        return freeze;
    }

    /**
     * Fills toolbar and view menu, and answers the window's Copy, Select All, Find and Refresh.
     *
     * @param tools the view's own in the toolbar, before the common ones
     * @param menu the view's own groups in the menu, between separators
     */
    public void fill(IActionBars bars, List<IAction> tools, List<List<IAction>> menu) {
        IToolBarManager toolBar = bars.getToolBarManager();
        tools.forEach(toolBar::add);
        toolBar.add(new Separator());
        List.of(refresh, freeze, rate).forEach(toolBar::add);
        fill(bars.getMenuManager(), menu);
        bars.setGlobalActionHandler(ActionFactory.COPY.getId(), copy);
        bars.setGlobalActionHandler(ActionFactory.SELECT_ALL.getId(), selectAll);
        bars.setGlobalActionHandler(ActionFactory.FIND.getId(), filter);
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        bars.updateActionBars();
    }

    private void fill(IMenuManager menu, List<List<IAction>> own) {
        List.of(connect, demo, reconnect).forEach(menu::add);
        menu.add(new Separator());
        List.of(refresh, freeze).forEach(menu::add);
        menu.add(rate.submenu());
        menu.add(new Separator());
        for (List<IAction> group : own) {
            group.forEach(menu::add);
            menu.add(new Separator());
        }
        List.of(filter, copy, selectAll).forEach(menu::add);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
    }

    /** Enables what makes sense for the guest that is shown. */
    public void update() {
        ZpciDebugTarget target = view.target();
        for (IAction action : List.of(freeze, filter, copy, selectAll)) {
            action.setEnabled(target != null);
        }
        refresh.setEnabled(target != null && !view.isFrozen());
        reconnect.setEnabled(ReconnectHandler.isPossible(target));
        freeze.setChecked(view.isFrozen());
        rate.update();
    }
}
