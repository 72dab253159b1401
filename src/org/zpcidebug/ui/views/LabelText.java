package org.zpcidebug.ui.views;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * Texts of labels that change while somebody looks. {@link Control#requestLayout()} lays out the whole window and paints
 * most of it again, which takes tens of milliseconds; a text that is as high as before only needs its neighbours moved.
 */
public final class LabelText {

    private LabelText() {}

    /** Shows a text as it is, with the room that it needs; does nothing when it is there already. */
    public static void set(Label label, String text) {
        String shown = text.replace("&", "&&"); //$NON-NLS-1$ //$NON-NLS-2$
        if (shown.equals(label.getText())) {
            return;
        }
        int before = height(label);
        label.setText(shown);
        if (height(label) == before) {
            label.getParent().layout(new Control[] {label});
        } else {
            label.requestLayout();
        }
    }

    private static int height(Label label) {
        boolean isWrapped = (label.getStyle() & SWT.WRAP) != 0;
        return label.computeSize(isWrapped ? label.getSize().x : SWT.DEFAULT, SWT.DEFAULT).y;
    }
}
