package org.zpcidebug.ui.views;

import java.util.Objects;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** How rows that changed stand out: bold, on the platform's colour for changed values. */
final class RowStyle {

    private final Table table;
    private final LocalResourceManager resources;

    /**
     * Styles for a table.
     *
     * @param changed is run when the theme's colours changed
     */
    RowStyle(Table table, Runnable changed) {
        this.table = table;
        resources = new LocalResourceManager(JFaceResources.getResources(), table);
        IPropertyChangeListener listener = event -> {
            if (IDebugUIConstants.PREF_CHANGED_VALUE_BACKGROUND.equals(event.getProperty()) && !table.isDisposed()) {
                changed.run();
            }
        };
        DebugUITools.getPreferenceStore().addPropertyChangeListener(listener);
        table.addDisposeListener(event -> DebugUITools.getPreferenceStore().removePropertyChangeListener(listener));
    }

    /** Greys a cell whose value is not known. */
    void apply(TableItem item, int column, boolean known) {
        Color colour = known ? null : JFaceResources.getColorRegistry().get(CellStyle.UNREADABLE);
        if (!Objects.equals(item.getForeground(column), colour == null ? item.getForeground() : colour)) {
            item.setForeground(column, colour);
        }
    }

    /** Makes a row stand out, or not. */
    void apply(TableItem item, boolean marked) {
        Font font = marked
                ? resources.create(FontDescriptor.createFrom(table.getFont()).setStyle(SWT.BOLD))
                : null;
        Color background =
                marked ? DebugUITools.getPreferenceColor(IDebugUIConstants.PREF_CHANGED_VALUE_BACKGROUND) : null;
        if (!Objects.equals(item.getFont(), font == null ? table.getFont() : font)) {
            item.setFont(font);
        }
        if (!Objects.equals(item.getBackground(), background == null ? table.getBackground() : background)) {
            item.setBackground(background);
        }
    }
}
