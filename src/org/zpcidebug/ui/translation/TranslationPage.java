package org.zpcidebug.ui.translation;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.zpci.DmaReference;
import org.zpcidebug.zpci.TranslationTable;
import org.zpcidebug.zpci.TranslationTable.Place;

/**
 * A function's translation: status, map, and in tabs the mappings, the tables and look-ups. The tabs that cannot be seen
 * at first are made when somebody turns to them, for the view has to be there in a moment.
 */
final class TranslationPage {

    private static final int TABLES = 1;
    private static final int LOOK_UP = 2;

    private final Composite whole;
    private final StatusLine status;
    private final ApertureMap map;
    private final TabFolder tabs;
    private final MappingList list;
    private final LongConsumer chosen;
    private TablesTree tree;
    private LookUpPane lookUp;
    private Consumer<TablesTree> treeMade = made -> {};
    private Consumer<LookUpPane> lookUpMade = made -> {};
    private GuestSession session;
    private Long fid;
    private MappingState state;
    private boolean treeIsCurrent;

    /**
     * Makes the page.
     *
     * @param combo makes the choice of the function
     * @param chosen is given the FID that the user chooses
     */
    TranslationPage(Composite parent, ExecutorService executor, Consumer<Composite> combo, LongConsumer chosen) {
        this.chosen = chosen;
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(whole);
        status = new StatusLine(whole, combo);
        map = new ApertureMap(whole, executor, this::reveal);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(SWT.DEFAULT, map.height())
                .applyTo(map.control());
        tabs = new TabFolder(whole, SWT.TOP);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
        list = new MappingList(tabs, executor);
        for (String title : List.of(Messages.Tab_Mappings, Messages.Tab_Tables, Messages.Tab_LookUp)) {
            new TabItem(tabs, SWT.NONE).setText(title);
        }
        tabs.getItem(0).setControl(list.control());
        list.onSelect(map::select);
        tabs.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> turn(tabs.getSelectionIndex())));
    }

    /** Tells of the tree and of the look-ups when they are made. */
    void onMade(Consumer<TablesTree> toldOfTree, Consumer<LookUpPane> toldOfLookUp) {
        treeMade = toldOfTree;
        lookUpMade = toldOfLookUp;
    }

    private void turn(int tab) {
        if (tab == LOOK_UP) {
            lookUp();
        }
        tabs.setSelection(tab);
        showTree();
    }

    /** What look-ups ask, about the function that is shown. */
    private final class Questions implements LookUpPane.Questions {

        @Override
        public void translate(long iova) {
            if (session != null && fid != null) {
                later(session.tables().translate(fid, iova), LookUpPane::show);
            }
        }

        @Override
        public void references(long address) {
            if (session != null) {
                later(session.tables().references(address, Preferences.mostMappings()), LookUpPane::showReferences);
            }
        }

        private <T> void later(CompletableFuture<T> answer, BiConsumer<LookUpPane, T> shown) {
            GuestSession asked = session;
            answer.thenAccept(result -> onUiThread(() -> {
                if (asked == session) {
                    shown.accept(lookUp(), result);
                }
            }));
        }
    }

    private void onUiThread(Runnable action) {
        try {
            whole.getDisplay().asyncExec(() -> {
                if (!whole.isDisposed()) {
                    action.run();
                }
            });
        } catch (SWTException expected) {
            // The view is gone.
        }
    }

    /** The control. */
    Composite control() {
        return whole;
    }

    /** The line above. */
    StatusLine status() {
        return status;
    }

    /** The map. */
    ApertureMap map() {
        return map;
    }

    /** The look-ups. */
    LookUpPane lookUp() {
        if (lookUp == null) {
            lookUp = new LookUpPane(tabs, new Questions());
            tabs.getItem(LOOK_UP).setControl(lookUp.control());
            lookUp.onFollow(this::follow);
            lookUpMade.accept(lookUp);
        }
        return lookUp;
    }

    /** The tables. */
    TablesTree tree() {
        if (tree == null) {
            tree = new TablesTree(tabs);
            tabs.getItem(TABLES).setControl(tree.control());
            treeMade.accept(tree);
        }
        return tree;
    }

    /** The list. */
    MappingList list() {
        return list;
    }

    /** Which function of which guest is shown; null for none. */
    void follow(GuestSession now, Long function) {
        session = now;
        fid = function;
        state = null;
        treeIsCurrent = false;
        list.show(null);
        map.show(null);
        map.select(null);
        if (lookUp != null) {
            lookUp.clear();
        }
        status.clear(""); //$NON-NLS-1$
        showTree();
    }

    /** Shows a state. What is the same as before is not worked out again. */
    void show(MappingState now, boolean frozen) {
        status.show(now, frozen);
        boolean isSame =
                state != null && now.isComplete() && !now.hasChanges() && !state.hasChanges() && isAlike(now, state);
        state = now;
        if (!isSame) {
            map.show(now);
            list.show(now);
        }
    }

    /** Says that the state that is shown stays, or does not. */
    void showFrozen(boolean frozen) {
        if (state != null) {
            status.show(state, frozen);
        }
    }

    private static boolean isAlike(MappingState one, MappingState other) {
        return one.isComplete() == other.isComplete()
                && one.mappings().size() == other.mappings().size()
                && one.reading().space().equals(other.reading().space());
    }

    /** Reads the open tables again. */
    void refreshTree() {
        treeIsCurrent = false;
        showTree();
    }

    private void showTree() {
        if (treeIsCurrent || tabs.getSelectionIndex() != TABLES) {
            return;
        }
        treeIsCurrent = true;
        tree().show(session == null || fid == null ? null : new Tables(session, fid));
    }

    private record Tables(GuestSession session, long fid) implements TablesTree.Source {

        @Override
        public CompletableFuture<TableReading<TranslationTable>> first() {
            return session.tables().firstTable(fid);
        }

        @Override
        public CompletableFuture<TableReading<TranslationTable>> at(Place place) {
            return session.tables().table(fid, place);
        }
    }

    private void reveal(long iova) {
        tabs.setSelection(0);
        list.reveal(iova);
    }

    private void follow(DmaReference reference) {
        if (!Long.valueOf(reference.fid()).equals(fid)) {
            chosen.accept(reference.fid());
        }
        lookUpDma(reference.iova());
    }

    /** Looks up a DMA address. */
    void lookUpDma(long iova) {
        turn(LOOK_UP);
        lookUp().translate(iova);
    }

    /** Looks up who leads to a guest address. */
    void lookUpGuest(long address) {
        turn(LOOK_UP);
        lookUp().references(address);
    }

    /** Shows the tables. */
    void showTables() {
        turn(TABLES);
    }

    /** When the reading that is shown was taken. */
    Instant lastRead() {
        return state == null ? Instant.EPOCH : state.reading().taken();
    }

    /** Puts the cursor into the filter. */
    void focusFilter() {
        tabs.setSelection(0);
        list.filter().setFocus();
        list.filter().selectAll();
    }

    /** Puts the cursor into the look-up line. */
    void focusLookUp() {
        turn(LOOK_UP);
        lookUp().setFocus();
    }

    /** What the tab on top shows or has selected, for the clipboard; of mappings so many at most. */
    String copyText(int most) {
        return switch (tabs.getSelectionIndex()) {
            case TABLES -> tree().copyText();
            case LOOK_UP -> lookUp().copyText();
            default ->
                list.content() == null
                        ? "" //$NON-NLS-1$
                        : MappingExport.of(list.content()).text(list.selectedRow(), most);
        };
    }

    /** Puts the focus where the user works. */
    void setFocus() {
        switch (tabs.getSelectionIndex()) {
            case TABLES -> tree().tree().setFocus();
            case LOOK_UP -> lookUp().setFocus();
            default -> list.table().table().setFocus();
        }
    }
}
