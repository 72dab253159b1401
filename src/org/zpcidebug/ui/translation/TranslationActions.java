package org.zpcidebug.ui.translation;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IActionBars;
import org.zpcidebug.debug.MemoryPlace;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.MemoryViews;
import org.zpcidebug.ui.views.CommonActions;
import org.zpcidebug.ui.views.FocusedCopy;
import org.zpcidebug.zpci.MappingRows;

/** The view's toolbar and menus. What is in the toolbar is in a menu too. */
final class TranslationActions {

    private static final int MOST_COPIED = 10_000;
    private static final String FILE = "mappings-%s.json"; //$NON-NLS-1$

    private final TranslationView view;
    private final TranslationPage page;
    private final CommonActions common;
    private final IAction export;
    private final IAction lookUp;
    private final IAction lookUpRow;
    private final IAction references;
    private final IAction rowMemory;
    private final IAction treeMemory;
    private final IAction stepMemory;
    private final IAction nearer;
    private final IAction farther;
    private final IAction wholeWindow;
    private final IAction fit;
    private final IAction nextArea;
    private final IAction previousArea;

    /** Makes the actions of a view. */
    TranslationActions(TranslationView view, TranslationPage page) {
        this.view = view;
        this.page = page;
        common = new CommonActions(view, new FocusedCopy(() -> page.copyText(MOST_COPIED), () -> {}));
        export = CommonActions.action(Messages.Action_Export, Icons.EXPORT, null, this::export);
        lookUp = CommonActions.action(Messages.Action_LookUp, Icons.FIND, null, page::focusLookUp);
        lookUpRow = CommonActions.action(
                Messages.Action_LookUpRow, null, null, () -> onRow(row -> page.lookUpDma(rows().iova(row))));
        references = CommonActions.action(
                Messages.Action_References, null, null, () -> onRow(row -> page.lookUpGuest(rows().address(row))));
        rowMemory = CommonActions.action(
                Messages.Action_RowMemory, null, null, () -> onRow(row -> showMemory(rows().address(row))));
        treeMemory = CommonActions.action(Messages.Action_EntryMemory, null, null, () -> page.tree()
                .entryAddress()
                .ifPresent(this::showMemory));
        stepMemory = CommonActions.action(Messages.Action_EntryMemory, null, null, () -> page.lookUp()
                .entryAddress()
                .ifPresent(this::showMemory));
        nearer = CommonActions.action(Messages.Action_Nearer, Icons.ZOOM_IN, null, page.map()::nearer);
        farther = CommonActions.action(Messages.Action_Farther, Icons.ZOOM_OUT, null, page.map()::farther);
        wholeWindow = CommonActions.action(Messages.Action_Whole, null, null, page.map()::whole);
        fit = CommonActions.action(Messages.Action_Fit, Icons.ZOOM_FIT, null, page.map()::fit);
        nextArea = CommonActions.action(Messages.Action_NextArea, Icons.NEXT_AREA, null, page.map()::nextArea);
        previousArea = CommonActions.action(Messages.Action_PreviousArea, null, null, page.map()::previousArea);
        addMenus();
    }

    /** Fills toolbar and view menu. */
    void fill(IActionBars bars) {
        common.fill(
                bars,
                List.of(lookUp, fit, nextArea, nearer, farther, export),
                List.of(List.of(lookUp), zooms(), List.of(export)));
    }

    /** What moves the part of the window that the map shows. */
    private List<IAction> zooms() {
        return List.of(nearer, farther, fit, nextArea, previousArea, wholeWindow);
    }

    private void addMenus() {
        MenuManager rowMenu = new MenuManager();
        List.of(lookUpRow, references, rowMemory).forEach(rowMenu::add);
        rowMenu.add(new Separator());
        List.of(common.copy(), export).forEach(rowMenu::add);
        Table table = page.list().table().table();
        table.setMenu(rowMenu.createContextMenu(table));
        rowMenu.addMenuListener(menu -> updateRow());
        page.list().table().onSelect(row -> updateRow());
        page.onMade(
                tree -> addMenu(tree.tree(), treeMemory, tree::entryAddress),
                lookUp -> addMenu(lookUp.result(), stepMemory, lookUp::entryAddress));
        MenuManager mapMenu = new MenuManager();
        zooms().forEach(mapMenu::add);
        page.map().control().setMenu(mapMenu.createContextMenu(page.map().control()));
    }

    private void addMenu(Control control, IAction memory, Supplier<OptionalLong> entry) {
        MenuManager manager = new MenuManager();
        List.of(memory, common.copy()).forEach(manager::add);
        manager.addMenuListener(
                menu -> memory.setEnabled(hasMemory() && entry.get().isPresent()));
        control.setMenu(manager.createContextMenu(control));
    }

    private void showMemory(long address) {
        MemoryViews.show(view.getSite().getPage(), view.target(), MemoryPlace.absolute(address));
    }

    private boolean hasMemory() {
        return view.target() != null && view.target().supportsStorageRetrieval();
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

    private void export() {
        ListContent content = page.list().content();
        if (content == null) {
            return;
        }
        String file = String.format(FILE, Addresses.hex(view.function()));
        MappingExport.of(content).save(view.getSite().getShell(), Messages.Export_Title, file);
    }

    private void updateRow() {
        boolean isRow = page.list().selectedRow() >= 0;
        lookUpRow.setEnabled(isRow);
        references.setEnabled(isRow);
        rowMemory.setEnabled(isRow && hasMemory());
    }

    /** Enables what makes sense. */
    void update() {
        boolean isThere = view.target() != null;
        boolean isRead = isThere && page.list().state() != null;
        lookUp.setEnabled(isThere);
        export.setEnabled(isRead);
        zooms().forEach(action -> action.setEnabled(isRead));
        updateRow();
        common.update();
        common.freeze().setEnabled(isRead);
    }
}
