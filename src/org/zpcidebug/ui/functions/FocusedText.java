package org.zpcidebug.ui.functions;

import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Text;

/** Copy and Select All for whatever has the focus in the view: a text, the details, or else the table. */
final class FocusedText {

    private final Display display;
    private final FunctionsPage page;

    /** For that page. */
    FocusedText(Display display, FunctionsPage page) {
        this.display = display;
        this.page = page;
    }

    /** Copies. */
    void copy() {
        Control focus = display.getFocusControl();
        if (focus instanceof Text text) {
            text.copy();
        } else if (focus == page.details().tree()) {
            CopyText.toClipboard(display, page.details().copyText());
        } else {
            CopyText.toClipboard(
                    display,
                    CopyText.table(page.table().visibleColumns(), page.table().chosen()));
        }
    }

    /** Selects all. */
    void selectAll() {
        Control focus = display.getFocusControl();
        if (focus instanceof Text text) {
            text.selectAll();
        } else if (focus == page.details().tree()) {
            page.details().tree().selectAll();
        } else {
            page.table().selectAll();
        }
    }
}
