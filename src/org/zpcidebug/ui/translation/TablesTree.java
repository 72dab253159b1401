package org.zpcidebug.ui.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.events.TreeEvent;
import org.eclipse.swt.events.TreeListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.zpci.TableEntry;
import org.zpcidebug.zpci.TranslationTable;
import org.zpcidebug.zpci.TranslationTable.Place;

/** The tables as a tree. A table is read when its entry is opened; entries that were never used are left out. */
final class TablesTree {

    private static final int[] WIDTHS = {205, 140, 140, 130, 130};

    private final SashForm whole;
    private final Tree tree;
    private final Text explanation;
    private Source source;

    /** Where tables come from. */
    interface Source {

        /** The first table. */
        CompletableFuture<TableReading<TranslationTable>> first();

        /** A table below. */
        CompletableFuture<TableReading<TranslationTable>> at(Place place);
    }

    /** An entry in the tree. */
    private record Node(Place table, int index, TableEntry entry) {

        Place below() {
            boolean writable = table.writable() && !entry.isProtected();
            return new Place(table.level().below(), entry.origin(), table.entryIova(index), writable);
        }

        boolean hasBelow() {
            return entry.isValid() && !entry.isFrame();
        }
    }

    /** An empty tree. */
    TablesTree(Composite parent) {
        whole = new SashForm(parent, SWT.VERTICAL);
        tree = new Tree(whole, SWT.SINGLE | SWT.FULL_SELECTION);
        tree.setHeaderVisible(true);
        AccessibleName.set(tree, Messages.Tree_Name);
        String[] headings = {
            Messages.Tree_Entry,
            Messages.Column_Iova,
            Messages.Tree_Value,
            Messages.Column_Address,
            Messages.LookUp_State
        };
        for (int i = 0; i < headings.length; i++) {
            TreeColumn column = new TreeColumn(tree, SWT.LEFT);
            column.setText(headings[i]);
            column.setWidth(WIDTHS[i]);
        }
        explanation = new Text(whole, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
        AccessibleName.set(explanation, Messages.Entry_Name);
        whole.setWeights(3, 1);
        tree.addTreeListener(TreeListener.treeExpandedAdapter(this::expanded));
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> explain()));
        HoverText.on(tree, data -> data instanceof Node node ? explanation(node) : null);
    }

    /** The control. */
    Control control() {
        return whole;
    }

    /** The tree, for its menu and the focus. */
    Tree tree() {
        return tree;
    }

    /** Reads the first table of another function, or again; null shows nothing. */
    void show(Source now) {
        source = now;
        tree.removeAll();
        explanation.setText(now == null ? "" : Messages.Entry_Hint); //$NON-NLS-1$
        if (now != null) {
            TreeItem reading = new TreeItem(tree, SWT.NONE);
            reading.setText(Messages.LookUp_Reading);
            ask(now.first(), table -> fill(null, reading, table));
        }
    }

    private void expanded(TreeEvent event) {
        TreeItem item = (TreeItem) event.item;
        boolean isUnread = item.getItemCount() == 1 && item.getItem(0).getData() == null;
        if (isUnread && item.getData() instanceof Node node && source != null) {
            TreeItem reading = item.getItem(0);
            ask(source.at(node.below()), table -> fill(item, reading, table));
        }
    }

    private void ask(
            CompletableFuture<TableReading<TranslationTable>> answer, Consumer<TableReading<TranslationTable>> shown) {
        Source asked = source;
        answer.thenAccept(table -> {
            try {
                tree.getDisplay().asyncExec(() -> {
                    if (!tree.isDisposed() && source == asked) {
                        shown.accept(table);
                    }
                });
            } catch (SWTException expected) {
                // The view is gone.
            }
        });
    }

    private void fill(TreeItem parent, TreeItem reading, TableReading<TranslationTable> read) {
        if (reading.isDisposed()) {
            return;
        }
        String problem = read.result().isKnown()
                ? read.result().value().problem()
                : read.result().reason();
        if (problem != null) {
            reading.setText(problem);
            return;
        }
        List<Node> nodes = nodes(read.result().value());
        if (nodes.isEmpty()) {
            reading.setText(Messages.Tree_Empty);
            return;
        }
        tree.setRedraw(false);
        nodes.forEach(node -> add(parent, node));
        reading.dispose();
        tree.setRedraw(true);
    }

    private static List<Node> nodes(TranslationTable table) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < table.place().level().entries(); i++) {
            TableEntry entry = table.entry(i);
            if (entry.state() != TableEntry.State.NEVER_USED) {
                nodes.add(new Node(table.place(), i, entry));
            }
        }
        return nodes;
    }

    private void add(TreeItem parent, Node node) {
        TreeItem item = parent == null ? new TreeItem(tree, SWT.NONE) : new TreeItem(parent, SWT.NONE);
        item.setData(node);
        item.setText(new String[] {
            NLS.bind(Messages.Tree_Index, node.table().level().label(), node.index()),
            Addresses.hex(node.table().entryIova(node.index())),
            node.entry().toString(),
            node.entry().bits() == 0 ? "" : Addresses.hex(node.entry().origin()), //$NON-NLS-1$
            EntryText.state(node.entry())
        });
        if (node.hasBelow()) {
            new TreeItem(item, SWT.NONE).setText(Messages.LookUp_Reading);
        }
    }

    private void explain() {
        TreeItem[] selection = tree.getSelection();
        if (selection.length > 0 && selection[0].getData() instanceof Node node) {
            explanation.setText(explanation(node));
        }
    }

    private static String explanation(Node node) {
        return EntryText.of(node.entry(), node.table().entryAddress(node.index()));
    }

    /** The absolute address of the selected entry. */
    OptionalLong entryAddress() {
        TreeItem[] selection = tree.getSelection();
        return selection.length > 0 && selection[0].getData() instanceof Node node
                ? OptionalLong.of(node.table().entryAddress(node.index()))
                : OptionalLong.empty();
    }

    /** The selected entry with what its bits mean, for the clipboard. */
    String copyText() {
        return tree.getSelectionCount() == 0
                ? "" //$NON-NLS-1$
                : CopiedRows.of(tree) + System.lineSeparator() + explanation.getText();
    }
}
