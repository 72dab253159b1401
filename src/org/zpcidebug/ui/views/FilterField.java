package org.zpcidebug.ui.views;

import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.ui.AccessibleName;

/** Where the filter is typed. Escape empties it; Escape once more, Enter and Arrow Down go on to the table. */
public final class FilterField {

    private final Text text;
    private final Runnable leave;

    /**
     * Makes the field.
     *
     * @param hint what is filtered, shown while the field is empty
     * @param toolTip how it filters
     * @param changed is given each new text
     * @param leave puts the focus on the table
     */
    public FilterField(Composite parent, String hint, String toolTip, Consumer<String> changed, Runnable leave) {
        this.leave = leave;
        text = new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        text.setMessage(hint);
        text.setToolTipText(toolTip);
        AccessibleName.set(text, hint);
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
    public void clear() {
        text.setText(""); //$NON-NLS-1$
    }

    /** Puts the cursor into the field. */
    public void setFocus() {
        text.setFocus();
        text.selectAll();
    }
}
