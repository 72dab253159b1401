package org.zpcidebug.ui.translation;

import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Control;

/** The theme's colours of the map; users can change them in the preferences. */
final class MapColours {

    private static final String PREFIX = "org.zpcidebug.map."; //$NON-NLS-1$
    private static final String WRITABLE = PREFIX + "writable"; //$NON-NLS-1$
    private static final String READ_ONLY = PREFIX + "readOnly"; //$NON-NLS-1$
    private static final String FRESH = PREFIX + "new"; //$NON-NLS-1$
    private static final String GONE = PREFIX + "gone"; //$NON-NLS-1$

    private final ColorRegistry colours = JFaceResources.getColorRegistry();

    /** Colours for a control, which is painted again when they change. */
    MapColours(Control control) {
        IPropertyChangeListener listener = event -> {
            if (event.getProperty().startsWith(PREFIX) && !control.isDisposed()) {
                control.redraw();
            }
        };
        colours.addListener(listener);
        control.addDisposeListener(event -> colours.removeListener(listener));
    }

    /** Pages that the device may write. */
    Color writable() {
        return colours.get(WRITABLE);
    }

    /** Pages that it may only read. */
    Color readOnly() {
        return colours.get(READ_ONLY);
    }

    /** What is new. */
    Color fresh() {
        return colours.get(FRESH);
    }

    /** What has gone. */
    Color gone() {
        return colours.get(GONE);
    }
}
