package org.zpcidebug.ui.translation;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.actions.ActionFactory;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.functions.CopyText;
import org.zpcidebug.ui.functions.RateMenu;
import org.zpcidebug.zpci.MappingRows;

/** The view's toolbar and menus. What is in the toolbar is in a menu too. */
final class TranslationActions {

    private static final int MOST_COPIED = 10_000;
    private static final String[] KINDS = {"*.json", "*.csv"}; //$NON-NLS-1$ //$NON-NLS-2$
    private static final String FILE = "mappings-%s.json"; //$NON-NLS-1$

    private final TranslationView view;
    private final TranslationPage page;
    private final IAction refresh;
    private final IAction freeze;
    private final IAction export;
    private final IAction copy;
    private final IAction find;
    private final IAction lookUp;
    private final IAction lookUpRow;
    private final IAction references;
    private final IAction nearer;
    private final IAction farther;
    private final IAction wholeWindow;
    private final IAction fit;
    private final RateMenu rate = new RateMenu();

    /** Makes the actions of a view. */
    TranslationActions(TranslationView view, TranslationPage page) {
        this.view = view;
        this.page = page;
        refresh = action(Messages.Action_Refresh, Icons.REFRESH, view::refresh);
        freeze = new Action(Messages.Action_Freeze, IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                view.setFrozen(isChecked());
            }
        };
        freeze.setImageDescriptor(Icons.FREEZE.descriptor());
        export = action(Messages.Action_Export, Icons.EXPORT, this::export);
        copy = action(Messages.Action_Copy, Icons.COPY, this::copy);
        find = action(Messages.Action_Filter, null, page::focusFilter);
        lookUp = action(Messages.Action_LookUp, Icons.FIND, page::focusLookUp);
        lookUpRow = action(Messages.Action_LookUpRow, null, () -> onRow(row -> page.lookUpDma(rows().iova(row))));
        references =
                action(Messages.Action_References, null, () -> onRow(row -> page.lookUpGuest(rows().address(row))));
        nearer = action(Messages.Action_Nearer, Icons.ZOOM_IN, page.map()::nearer);
        farther = action(Messages.Action_Farther, Icons.ZOOM_OUT, page.map()::farther);
        wholeWindow = action(Messages.Action_Whole, null, page.map()::whole);
        fit = action(Messages.Action_Fit, Icons.ZOOM_FIT, page.map()::fit);
        copy.setActionDefinitionId(ActionFactory.COPY.getCommandId());
        find.setActionDefinitionId(ActionFactory.FIND.getCommandId());
        addMenus();
    }

    private static IAction action(String text, Icons icon, Runnable run) {
        ImageDescriptor image = icon == null ? null : icon.descriptor();
        return new Action(text, image) {
            @Override
            public void run() {
                run.run();
            }
        };
    }

    /** Fills toolbar and view menu, and answers the window's Copy, Find and Refresh. */
    void fill(IActionBars bars) {
        IToolBarManager tools = bars.getToolBarManager();
        List.of(lookUp, fit, nearer, farther).forEach(tools::add);
        tools.add(new Separator());
        List.of(export, freeze, refresh, rate).forEach(tools::add);
        IMenuManager menu = bars.getMenuManager();
        menu.add(refresh);
        menu.add(freeze);
        menu.add(rate.submenu());
        menu.add(new Separator());
        List.of(lookUp, find).forEach(menu::add);
        menu.add(new Separator());
        List.of(nearer, farther, fit, wholeWindow).forEach(menu::add);
        menu.add(new Separator());
        List.of(copy, export).forEach(menu::add);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        bars.setGlobalActionHandler(ActionFactory.COPY.getId(), copy);
        bars.setGlobalActionHandler(ActionFactory.FIND.getId(), find);
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        bars.updateActionBars();
    }

    private void addMenus() {
        MenuManager rowMenu = new MenuManager();
        List.of(lookUpRow, references).forEach(rowMenu::add);
        rowMenu.add(new Separator());
        List.of(copy, export).forEach(rowMenu::add);
        Table table = page.list().table().table();
        table.setMenu(rowMenu.createContextMenu(table));
        rowMenu.addMenuListener(menu -> updateRow());
        page.list().table().onSelect(row -> updateRow());
        MenuManager mapMenu = new MenuManager();
        List.of(nearer, farther, fit, wholeWindow).forEach(mapMenu::add);
        page.map().control().setMenu(mapMenu.createContextMenu(page.map().control()));
    }

    private MappingRows rows() {
        return page.list().content().rows();
    }

    private void onRow(IntConsumer action) {
        int row = page.list().selectedRow();
        if (row >= 0) {
            action.accept(row);
        }
    }

    private void copy() {
        if (view.getSite().getShell().getDisplay().getFocusControl() instanceof Text text) {
            text.copy();
        } else if (page.list().content() != null) {
            String text =
                    new MappingExport(page.list().content()).text(page.list().selectedRow(), MOST_COPIED);
            CopyText.toClipboard(view.getSite().getShell().getDisplay(), text);
        }
    }

    private void export() {
        ListContent content = page.list().content();
        if (content == null) {
            return;
        }
        FileDialog dialog = new FileDialog(view.getSite().getShell(), SWT.SAVE);
        dialog.setText(Messages.Export_Title);
        dialog.setFilterExtensions(KINDS);
        dialog.setFilterNames(new String[] {Messages.Export_Json, Messages.Export_Csv});
        dialog.setFileName(String.format(FILE, Addresses.hex(view.function())));
        dialog.setOverwrite(true);
        String file = dialog.open();
        if (file != null) {
            new ExportJob(new MappingExport(content), Path.of(file)).schedule();
        }
    }

    private void updateRow() {
        boolean isRow = page.list().selectedRow() >= 0;
        lookUpRow.setEnabled(isRow);
        references.setEnabled(isRow);
    }

    /** Enables what makes sense. */
    void update() {
        boolean isThere = view.target() != null;
        boolean isRead = isThere && page.list().state() != null;
        for (IAction action : List.of(find, lookUp)) {
            action.setEnabled(isThere);
        }
        for (IAction action : List.of(copy, export, nearer, farther, fit, wholeWindow, freeze)) {
            action.setEnabled(isRead);
        }
        refresh.setEnabled(isThere && !view.isFrozen());
        freeze.setChecked(view.isFrozen());
        updateRow();
        rate.update();
    }
}
