package org.zpcidebug.ui.views;

import java.util.function.Supplier;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Text;

/** Copy and Select All for whatever has the focus in a view: a text field, or else what the view says. */
public final class FocusedCopy {

    private final Supplier<String> text;
    private final Runnable selectAll;

    /**
     * For a view.
     *
     * @param text what is copied while no text field has the focus; empty for nothing
     * @param selectAll selects all while no text field has the focus
     */
    public FocusedCopy(Supplier<String> text, Runnable selectAll) {
        this.text = text;
        this.selectAll = selectAll;
    }

    private static Control focus() {
        return Display.getCurrent().getFocusControl();
    }

    /** Copies. */
    void copy() {
        if (focus() instanceof Text field) {
            field.copy();
        } else {
            toClipboard(Display.getCurrent(), text.get());
        }
    }

    /** Selects all. */
    void selectAll() {
        if (focus() instanceof Text field) {
            field.selectAll();
        } else {
            selectAll.run();
        }
    }

    /** Puts text on the clipboard; empty text leaves it as it is. */
    public static void toClipboard(Display display, String text) {
        if (text.isEmpty()) {
            return;
        }
        Clipboard clipboard = new Clipboard(display);
        try {
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }
}
