package org.zpcidebug.ui.findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.events.TreeListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.CellStyle;
import org.zpcidebug.ui.views.SeverityImage;

/** The findings as a tree: the guest and its functions, their findings below, and, if wanted, what was not checked. */
final class FindingTree {

    private static final int SEVERITY = 1;
    private static final int SEEN = 2;
    private static final int[] WIDTHS = {300, 110, 420};
    private static final String NOT_CHECKED = "notChecked"; //$NON-NLS-1$

    private final Tree tree;
    private final CellStyle style;
    private final Set<Object> collapsed = new HashSet<>();
    private List<FindingGroup> groups = List.of();
    private boolean withNotChecked;

    /**
     * Makes the tree.
     *
     * @param selected is run when another line is selected
     * @param opened is run when a line is opened
     */
    FindingTree(Composite parent, Runnable selected, Runnable opened) {
        tree = new Tree(parent, SWT.SINGLE | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        tree.setHeaderVisible(true);
        tree.setLinesVisible(true);
        AccessibleName.set(tree, Messages.Tree_Name);
        style = new CellStyle(tree, this::fill);
        String[] headings = {Messages.Tree_Finding, Messages.Tree_Severity, Messages.Tree_Seen};
        for (int i = 0; i < headings.length; i++) {
            TreeColumn column = new TreeColumn(tree, SWT.LEFT);
            column.setText(headings[i]);
            column.setWidth(WIDTHS[i]);
        }
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> selected.run()));
        tree.addSelectionListener(SelectionListener.widgetDefaultSelectedAdapter(event -> opened.run()));
        tree.addTreeListener(TreeListener.treeCollapsedAdapter(event -> collapsed.add(key((TreeItem) event.item))));
        tree.addTreeListener(TreeListener.treeExpandedAdapter(event -> collapsed.remove(key((TreeItem) event.item))));
        tree.addControlListener(ControlListener.controlResizedAdapter(event -> fit()));
    }

    /** What was seen takes what room there is. */
    private void fit() {
        int room = tree.getClientArea().width
                - tree.getColumn(0).getWidth()
                - tree.getColumn(SEVERITY).getWidth();
        if (room > WIDTHS[SEEN] && room != tree.getColumn(SEEN).getWidth()) {
            tree.getColumn(SEEN).setWidth(room);
        }
    }

    Tree control() {
        return tree;
    }

    /** Shows these; touches nothing when they are the same. */
    void show(List<FindingGroup> wanted, boolean notChecked, boolean stale) {
        boolean news = !wanted.equals(groups) || notChecked != withNotChecked || style.setStale(stale);
        if (news) {
            groups = wanted;
            withNotChecked = notChecked;
            fill();
        }
    }

    private void fill() {
        Optional<FindingLine> selected = selected();
        tree.setRedraw(false);
        try {
            tree.removeAll();
            groups.forEach(this::add);
        } finally {
            tree.setRedraw(true);
        }
        selected.ifPresent(this::select);
    }

    private void add(FindingGroup group) {
        List<FindingLine> found = group.found();
        boolean isShown = !found.isEmpty()
                || withNotChecked && !group.diagnosis().notChecked().isEmpty();
        if (!isShown) {
            return;
        }
        TreeItem item = new TreeItem(tree, SWT.NONE);
        item.setText(new String[] {group.label(), "", group.summary()}); //$NON-NLS-1$
        item.setData(group.fid() == null ? Messages.Group_Guest : group.fid());
        item.setFont(0, style.heading());
        item.setImage(SeverityImage.of(group.gravest()));
        found.forEach(line -> add(item, line));
        if (withNotChecked && !group.diagnosis().notChecked().isEmpty()) {
            addNotChecked(item, group);
        }
        item.setExpanded(!collapsed.contains(key(item)));
    }

    private void addNotChecked(TreeItem parent, FindingGroup group) {
        TreeItem item = new TreeItem(parent, SWT.NONE);
        List<FindingLine> lines = group.notChecked();
        item.setText(NLS.bind(Messages.Tree_NotChecked, Integer.toString(lines.size())));
        item.setData(NOT_CHECKED + group.fid());
        lines.forEach(line -> add(item, line));
        item.setExpanded(!collapsed.contains(key(item)));
    }

    private void add(TreeItem parent, FindingLine line) {
        TreeItem item = new TreeItem(parent, SWT.NONE);
        item.setText(new String[] {line.title(), line.severity(), line.seen()});
        item.setData(line);
        if (line.finding() == null) {
            item.setForeground(style.foreground(false));
        } else {
            item.setImage(SeverityImage.of(line.finding().severity()));
            item.setForeground(style.foreground(true));
        }
        item.setFont(style.font(0));
    }

    private static Object key(TreeItem item) {
        return item.getData();
    }

    /** The line that is selected. */
    Optional<FindingLine> selected() {
        return tree.getSelectionCount() == 1 && tree.getSelection()[0].getData() instanceof FindingLine line
                ? Optional.of(line)
                : Optional.empty();
    }

    /** Selects the line that is about the same. */
    private void select(FindingLine wanted) {
        for (TreeItem item : all(tree.getItems())) {
            if (item.getData() instanceof FindingLine line
                    && line.title().equals(wanted.title())
                    && Objects.equals(line.fid(), wanted.fid())) {
                tree.setSelection(item);
                return;
            }
        }
    }

    private static List<TreeItem> all(TreeItem[] items) {
        List<TreeItem> all = new ArrayList<>();
        for (TreeItem item : items) {
            all.add(item);
            all.addAll(all(item.getItems()));
        }
        return all;
    }

    /** Whether there is nothing to show. */
    boolean isEmpty() {
        return tree.getItemCount() == 0;
    }
}
