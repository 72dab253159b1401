package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.FunctionField;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.CellStyle;
import org.zpcidebug.ui.views.LabelText;

/**
 * Everything known about one function: all fields in groups, in words, with their sources, and below them the selected
 * field's whole text and meaning. The fields are always the same, so the tree is built once and only texts change.
 */
final class DetailsPane {

    private static final int VALUE = 1;
    private static final int SOURCE = 2;
    private static final int[] WIDTHS = {195, 330, 120};
    private static final String PARAGRAPH = "\n\n"; //$NON-NLS-1$

    private final Composite whole;
    private final Label title;
    private final Tree tree;
    private final Text meaning;
    private final CellStyle style;
    private final List<TreeItem> fields = new ArrayList<>();
    private final FindingItems findings;
    private FunctionRow row;
    private int count;

    /** Makes the pane. */
    DetailsPane(Composite parent) {
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 3).applyTo(whole);
        title = new Label(whole, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(5, 3).applyTo(title);
        SashForm sash = new SashForm(whole, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        tree = new Tree(sash, SWT.MULTI | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        meaning = new Text(sash, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER);
        sash.setWeights(7, 2);
        AccessibleName.set(tree, Messages.Details_Name);
        AccessibleName.set(meaning, Messages.Details_Meaning);
        style = new CellStyle(tree, this::paint);
        buildColumns();
        findings = new FindingItems(tree, style.heading());
        buildGroups();
        tree.addControlListener(ControlListener.controlResizedAdapter(event -> fit()));
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> explain()));
        title.setFont(style.heading());
        show(List.of(), false);
    }

    private void buildColumns() {
        tree.setHeaderVisible(true);
        String[] headings = {Messages.Details_Field, Messages.Details_Value, Messages.Details_Source};
        for (int i = 0; i < headings.length; i++) {
            TreeColumn column = new TreeColumn(tree, SWT.LEFT);
            column.setText(headings[i]);
            column.setWidth(WIDTHS[i]);
            column.setResizable(true);
        }
    }

    private void buildGroups() {
        for (FunctionFields.Group group : FunctionFields.groups()) {
            TreeItem heading = new TreeItem(tree, SWT.NONE);
            heading.setText(group.label());
            heading.setFont(style.heading());
            for (FunctionField<?> field : group.fields()) {
                TreeItem item = new TreeItem(heading, SWT.NONE);
                item.setText(field.label());
                item.setData(field);
                fields.add(item);
            }
            heading.setExpanded(true);
        }
    }

    /** The values take what room there is. */
    private void fit() {
        int room = tree.getClientArea().width
                - tree.getColumn(0).getWidth()
                - tree.getColumn(SOURCE).getWidth();
        if (room > WIDTHS[VALUE] && room != tree.getColumn(VALUE).getWidth()) {
            tree.getColumn(VALUE).setWidth(room);
        }
    }

    /** The pane's control. */
    Control control() {
        return whole;
    }

    /** The tree, which takes the focus. */
    Tree tree() {
        return tree;
    }

    /** Selects the field with that path, if there is one. */
    void reveal(String path) {
        for (TreeItem item : fields) {
            if (((FunctionField<?>) item.getData()).path().equals(path)) {
                tree.setSelection(item);
                tree.showItem(item);
                explain();
            }
        }
    }

    /** The function that is shown, null for none. */
    FunctionSnapshot function() {
        return row == null ? null : row.function();
    }

    /** Whether no function is shown. */
    boolean isEmpty() {
        return row == null;
    }

    /** Whether values are marked as old. */
    boolean isStale() {
        return style.isStale();
    }

    /** Shows the first of the selected functions, or says that none is selected. */
    void show(List<FunctionRow> selected, boolean stale) {
        row = selected.isEmpty() ? null : selected.get(0);
        count = selected.size();
        style.setStale(stale);
        paint();
    }

    /** Paints again when this function is among those that changed. */
    void update(FunctionRows.Delta delta, boolean stale) {
        if (row != null && delta.removed().contains(row)) {
            show(List.of(), stale);
        } else if (style.setStale(stale) || delta.changed().contains(row)) {
            paint();
        }
    }

    private void paint() {
        String heading = row == null ? Messages.Details_None : heading(row.function());
        LabelText.set(title, heading);
        tree.setEnabled(row != null);
        findings.show(row == null ? List.of() : row.function().findings());
        for (TreeItem item : fields) {
            paint(item, (FunctionField<?>) item.getData());
        }
        explain();
    }

    private String heading(FunctionSnapshot function) {
        String fid = Words.hex(function.fid());
        String target = function.target().orElse(""); //$NON-NLS-1$
        String name = target.isEmpty()
                ? NLS.bind(Messages.Details_Title, fid)
                : NLS.bind(Messages.Details_TitleWithTarget, fid, target);
        return count < 2 ? name : NLS.bind(Messages.Details_FirstOf, name, Integer.toString(count));
    }

    private void paint(TreeItem item, FunctionField<?> field) {
        if (row == null) {
            setText(item, VALUE, ""); //$NON-NLS-1$
            setText(item, SOURCE, ""); //$NON-NLS-1$
            setLook(item, null, null, null);
            item.setForeground(SOURCE, null);
            return;
        }
        Value<?> value = field.get().apply(row.function());
        int heat = row.heat(field);
        setText(item, VALUE, words(field, value));
        setText(item, SOURCE, value.isKnown() ? Sources.name(value.source()) : Column.UNKNOWN);
        setLook(item, style.font(heat), style.foreground(value.isKnown()), style.background(heat));
        item.setForeground(SOURCE, style.foreground(value.isKnown()));
    }

    private String words(FunctionField<?> field, Value<?> value) {
        return value.isKnown() ? field.text(row.function()) : NLS.bind(Messages.Details_Unknown, value.reason());
    }

    private static void setLook(TreeItem item, Font font, Color foreground, Color background) {
        item.setFont(VALUE, font);
        item.setForeground(VALUE, foreground);
        item.setBackground(VALUE, background);
    }

    private static void setText(TreeItem item, int column, String text) {
        if (!text.equals(item.getText(column))) {
            item.setText(column, text);
        }
    }

    /** Tells the selected field's whole value, where it comes from and what it means. */
    private void explain() {
        TreeItem[] selection = tree.getSelection();
        String text = findings.words().isEmpty() ? Messages.Details_Hint : findings.words();
        if (row != null && selection.length > 0 && selection[0].getData() instanceof Finding finding) {
            text = FindingItems.words(finding);
        } else if (row != null && selection.length > 0 && selection[0].getData() instanceof FunctionField<?> field) {
            Value<?> value = field.get().apply(row.function());
            String source = value.isKnown() ? Sources.words(value.source()) : ""; //$NON-NLS-1$
            text = NLS.bind(Messages.Details_Explain, new Object[] {field.label(), words(field, value), source});
            text = text.strip() + PARAGRAPH + field.description();
        }
        if (!text.equals(meaning.getText())) {
            meaning.setText(text);
        }
    }

    /** The selected fields as text, or all of them when none is selected. */
    String copyText() {
        if (row == null) {
            return ""; //$NON-NLS-1$
        }
        List<FunctionField<?>> chosen = new ArrayList<>();
        for (TreeItem item : tree.getSelection()) {
            if (item.getData() instanceof FunctionField<?> field) {
                chosen.add(field);
            } else {
                for (TreeItem child : item.getItems()) {
                    if (child.getData() instanceof FunctionField<?> field) {
                        chosen.add(field);
                    }
                }
            }
        }
        return CopyText.details(row.function(), chosen.isEmpty() ? FunctionFields.all() : chosen);
    }
}
