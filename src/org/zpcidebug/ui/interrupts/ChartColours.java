package org.zpcidebug.ui.interrupts;

import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;

/** How lines of a chart are told apart: by the theme's colours, and by the way they are drawn. */
final class ChartColours {

    private static final String PREFIX = "org.zpcidebug.chart."; //$NON-NLS-1$
    private static final int COLOURS = 6;
    private static final int[][] DASHES = {null, {6, 3}, {2, 2}};
    private static final int WIDTH = 2;

    private final ColorRegistry colours = JFaceResources.getColorRegistry();

    /** Colours for a control, which is painted again when they change. */
    ChartColours(Control control) {
        IPropertyChangeListener listener = event -> {
            if (event.getProperty().startsWith(PREFIX) && !control.isDisposed()) {
                control.redraw();
            }
        };
        colours.addListener(listener);
        control.addDisposeListener(event -> colours.removeListener(listener));
    }

    /** The colour of a line. */
    Color colour(int line) {
        return colours.get(PREFIX + (1 + line % COLOURS));
    }

    /** Has a line drawn in its way. */
    void apply(GC gc, int line) {
        gc.setForeground(colour(line));
        gc.setLineWidth(WIDTH);
        int[] dash = DASHES[line / COLOURS % DASHES.length];
        gc.setLineStyle(dash == null ? SWT.LINE_SOLID : SWT.LINE_CUSTOM);
        if (dash != null) {
            gc.setLineDash(dash);
        }
    }
}
