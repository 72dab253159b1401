package org.zpcidebug.ui.views;

import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.widgets.TableColumn;

/** Remembers the widths that the user gives to columns. */
public record Widths(IDialogSettings settings) {

    private static final String WIDTH = "width."; //$NON-NLS-1$
    private static final int LEAST = 20;

    /** The width of a column of that name: the one that was remembered, or the standard one. */
    public int width(String name, int standard) {
        return Math.max(LEAST, number(WIDTH + name, standard));
    }

    /** A number that was remembered, or the standard one. */
    public int number(String key, int standard) {
        try {
            return settings.getInt(key);
        } catch (NumberFormatException notThere) {
            return standard;
        }
    }

    /** Remembers a column's width from now on. */
    public void remember(TableColumn column, String name) {
        column.addControlListener(
                ControlListener.controlResizedAdapter(event -> settings.put(WIDTH + name, column.getWidth())));
    }
}
