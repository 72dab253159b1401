package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.ui.AccessibleName;

/** Lets the user choose columns and their order. */
final class ColumnDialog extends Dialog {

    private final List<Column> columns;
    private final List<Column> shown;
    private CheckboxTableViewer list;
    private Text description;
    private Button up;
    private Button down;
    private List<Column> result = List.of();

    /** A dialog that begins with the present choice. */
    ColumnDialog(Shell shell, List<Column> columns, List<Column> shown) {
        super(shell);
        this.columns = new ArrayList<>(columns);
        this.shown = shown;
    }

    /** The columns chosen, in order; valid after OK. */
    List<Column> result() {
        return result;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.ColumnDialog_Title);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(10, 10).applyTo(area);
        Label label = new Label(area, SWT.NONE);
        label.setText(Messages.ColumnDialog_Columns);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(label);
        list = CheckboxTableViewer.newCheckList(area, SWT.BORDER | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).hint(280, 340).applyTo(list.getControl());
        AccessibleName.set(list.getControl(), Messages.ColumnDialog_Name);
        list.setContentProvider(ArrayContentProvider.getInstance());
        list.setLabelProvider(LabelProvider.createTextProvider(element -> ((Column) element).label()));
        list.setInput(columns);
        list.setCheckedElements(shown.toArray());
        createButtons(area);
        description = new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
        AccessibleName.set(description, Messages.ColumnDialog_Description);
        GridDataFactory.fillDefaults()
                .span(2, 1)
                .grab(true, false)
                .hint(280, 54)
                .applyTo(description);
        list.addSelectionChangedListener(event -> update());
        list.addCheckStateListener(event -> update());
        return area;
    }

    private void createButtons(Composite area) {
        Composite buttons = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(buttons);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(buttons);
        up = button(buttons, Messages.ColumnDialog_Up, () -> move(-1));
        down = button(buttons, Messages.ColumnDialog_Down, () -> move(1));
        button(buttons, Messages.ColumnDialog_All, () -> list.setAllChecked(true));
        button(buttons, Messages.ColumnDialog_Standard, this::standard);
    }

    private Button button(Composite parent, String text, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            action.run();
            update();
        }));
        GridDataFactory.fillDefaults().applyTo(button);
        return button;
    }

    private Column selected() {
        return (Column) list.getStructuredSelection().getFirstElement();
    }

    private void move(int by) {
        int from = columns.indexOf(selected());
        int to = from + by;
        if (from >= 0 && to >= 0 && to < columns.size()) {
            Collections.swap(columns, from, to);
            list.refresh();
        }
    }

    private void standard() {
        columns.clear();
        columns.addAll(Columns.all());
        list.refresh();
        list.setCheckedElements(ColumnChoice.standard().toArray());
    }

    private void update() {
        int index = columns.indexOf(selected());
        up.setEnabled(index > 0);
        down.setEnabled(index >= 0 && index < columns.size() - 1);
        String text = index < 0 ? "" : selected().field().description(); //$NON-NLS-1$
        if (!text.equals(description.getText())) {
            description.setText(text);
        }
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(list.getCheckedElements().length > 0);
        }
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        update();
        return contents;
    }

    @Override
    protected void okPressed() {
        List<Object> checked = Arrays.asList(list.getCheckedElements());
        result = columns.stream().filter(checked::contains).toList();
        super.okPressed();
    }
}
