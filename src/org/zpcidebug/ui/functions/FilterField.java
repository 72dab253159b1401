package org.zpcidebug.ui.functions;

import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.ui.AccessibleName;

/** Where the filter is typed. Escape empties it; Escape once more, Enter and Arrow Down go on to the table. */
final class FilterField {

    private final Text text;
    private final Runnable leave;

    /**
     * Makes the field.
     *
     * @param changed is given each new text
     * @param leave puts the focus on the table
     */
    FilterField(Composite parent, Consumer<String> changed, Runnable leave) {
        this.leave = leave;
        text = new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        text.setMessage(Messages.Filter_Hint);
        text.setToolTipText(Messages.Filter_ToolTip);
        AccessibleName.set(text, Messages.Filter_Name);
        GridDataFactory.fillDefaults().grab(true, false).indent(3, 0).applyTo(text);
        text.addModifyListener(event -> changed.accept(text.getText()));
        text.addKeyListener(KeyListener.keyPressedAdapter(this::pressed));
    }

    private void pressed(KeyEvent event) {
        boolean empties = event.keyCode == SWT.ESC && !text.getText().isEmpty();
        boolean leaves = event.keyCode == SWT.ESC
                || event.keyCode == SWT.CR
                || event.keyCode == SWT.KEYPAD_CR
                || event.keyCode == SWT.ARROW_DOWN;
        if (empties) {
            clear();
        } else if (leaves) {
            leave.run();
        }
        event.doit = !empties && !leaves;
    }

    /** Shows everything again. */
    void clear() {
        text.setText(""); //$NON-NLS-1$
    }

    /** Puts the cursor into the field. */
    void setFocus() {
        text.setFocus();
        text.selectAll();
    }
}
