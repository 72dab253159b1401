package org.zpcidebug.ui.findings;

import java.util.List;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
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
final class FindingsActions {

    private final FindingsPage page;
    private final CommonActions common;
    private final IAction probe;
    private final IAction reveal;
    private final IAction report;
    private final IAction notChecked;

    FindingsActions(FindingsView view, FindingsPage page) {
        this.page = page;
        common = new CommonActions(view, new FocusedCopy(page::copyText, () -> {}));
        probe = CommonActions.action(Messages.Action_Probe, Icons.PROBE, UiIds.PROBE, view::probe);
        reveal = CommonActions.action(Messages.Action_Reveal, null, null, view::reveal);
        report = CommonActions.action(Messages.Action_Report, Icons.COPY, null, view::copyReport);
        notChecked = new Toggle(Messages.Action_NotChecked, Icons.NOT_CHECKED, null, () -> {
            page.setWithNotChecked(!page.isWithNotChecked());
            update(view.target());
        });
        page.onOpen(view::reveal);
    }

    /** Fills toolbar and view menu. */
    void fill(IActionBars bars) {
        common.fill(
                bars, List.of(probe, report, notChecked), List.of(List.of(probe), List.of(reveal, report, notChecked)));
    }

    /** Adds the menu of the tree's lines. */
    void addContextMenu(IWorkbenchPartSite site) {
        MenuManager menus = new MenuManager();
        List.of(reveal, probe).forEach(menus::add);
        menus.add(new Separator());
        List.of(common.copy(), report).forEach(menus::add);
        menus.add(new Separator());
        menus.add(notChecked);
        menus.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        menus.addMenuListener(manager -> reveal.setEnabled(page.selected().isPresent()));
        Control tree = page.tree().control();
        tree.setMenu(menus.createContextMenu(tree));
    }

    /** Enables what makes sense for a guest, null for none. */
    void update(ZpciDebugTarget target) {
        List.of(probe, reveal, report, notChecked).forEach(action -> action.setEnabled(target != null));
        notChecked.setChecked(page.isWithNotChecked());
        common.update();
        common.selectAll().setEnabled(false);
    }
}
