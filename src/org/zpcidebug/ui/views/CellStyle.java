package org.zpcidebug.ui.views;

import java.util.Set;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.jface.resource.ColorDescriptor;
import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;

/**
 * How values look: lately changed ones bold on the platform's colour for changes, which fades; old ones italic and grey;
 * unknown ones grey. The theme's colours are taken, and taken again when the theme changes.
 */
public final class CellStyle {

    /** How many refreshes a change stays marked; the heat of a value that changed just now. */
    public static final int HOT = 3;

    /** The theme's colour for values that no longer tell the present. */
    public static final String STALE = "org.zpcidebug.stale"; //$NON-NLS-1$

    /** The theme's colour for values that could not be read. */
    public static final String UNREADABLE = "org.zpcidebug.unreadable"; //$NON-NLS-1$

    private static final Set<String> IDS = Set.of(STALE, UNREADABLE, IDebugUIConstants.PREF_CHANGED_VALUE_BACKGROUND);

    private final Control control;
    private final LocalResourceManager resources;
    private final ColorRegistry colours = JFaceResources.getColorRegistry();
    private boolean stale;

    /**
     * Styles for a control; they live as long as it does.
     *
     * @param changed is run when the theme's colours changed
     */
    public CellStyle(Control control, Runnable changed) {
        this.control = control;
        this.resources = new LocalResourceManager(JFaceResources.getResources(), control);
        IPropertyChangeListener listener = event -> {
            if (IDS.contains(event.getProperty()) && !control.isDisposed()) {
                changed.run();
            }
        };
        colours.addListener(listener);
        DebugUITools.getPreferenceStore().addPropertyChangeListener(listener);
        control.addDisposeListener(event -> {
            colours.removeListener(listener);
            DebugUITools.getPreferenceStore().removePropertyChangeListener(listener);
        });
    }

    /** Sets whether all values are old; true when that is news. */
    public boolean setStale(boolean now) {
        boolean news = now != stale;
        stale = now;
        return news;
    }

    /** Whether all values are old. */
    public boolean isStale() {
        return stale;
    }

    /** The font of a value; null is the control's own. */
    public Font font(int heat) {
        if (stale) {
            return styled(SWT.ITALIC);
        }
        return heat > 0 ? styled(SWT.BOLD) : null;
    }

    /** The font of headings. */
    public Font heading() {
        return styled(SWT.BOLD);
    }

    /** The colour of a value's text; null is the control's own. */
    public Color foreground(boolean known) {
        if (stale) {
            return colours.get(STALE);
        }
        return known ? null : colours.get(UNREADABLE);
    }

    /** The colour behind a value; null is the control's own. */
    public Color background(int heat) {
        Color changed = DebugUITools.getPreferenceColor(IDebugUIConstants.PREF_CHANGED_VALUE_BACKGROUND);
        if (heat <= 0 || stale || changed == null) {
            return null;
        }
        return resources.create(ColorDescriptor.createFrom(
                blend(changed.getRGB(), control.getBackground().getRGB(), heat)));
    }

    private static RGB blend(RGB changed, RGB plain, int heat) {
        return new RGB(
                blend(changed.red, plain.red, heat),
                blend(changed.green, plain.green, heat),
                blend(changed.blue, plain.blue, heat));
    }

    private static int blend(int changed, int plain, int heat) {
        return plain + (changed - plain) * heat / HOT;
    }

    private Font styled(int style) {
        return resources.create(FontDescriptor.createFrom(control.getFont()).setStyle(style));
    }
}
