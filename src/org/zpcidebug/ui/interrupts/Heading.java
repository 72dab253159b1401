package org.zpcidebug.ui.interrupts;

import org.eclipse.swt.widgets.TableColumn;
import org.zpcidebug.ui.views.RowTable;

/**
 * The head of a column.
 *
 * @param hint what the column tells
 * @param width in pixels, unless the user has chosen another
 * @param alignment an SWT style
 */
record Heading(String label, String hint, int width, int alignment) {

    /** Adds the column to a table, so wide. */
    TableColumn addTo(RowTable table, int chosenWidth) {
        TableColumn column = table.column(label, chosenWidth, alignment);
        column.setToolTipText(hint);
        return column;
    }
}
