package org.zpcidebug.ui;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.debug.ZpciBreakpoint;

/** How breakpoints on intercepts look in the Breakpoints view. */
final class BreakpointText {

    private BreakpointText() {}

    /** What it does and how often it was hit. */
    static String text(ZpciBreakpoint breakpoint) {
        String words = breakpoint.settings().words();
        long hits = breakpoint.hits();
        String text = hits == 0
                ? words
                : NLS.bind(
                        hits == 1 ? Messages.BreakpointText_Hit : Messages.BreakpointText_Hits,
                        words,
                        Long.toString(hits));
        String problem = breakpoint.settings().problem();
        return problem == null ? text : NLS.bind(Messages.BreakpointText_Problem, text);
    }

    /** Grey when it stops nothing: disabled, skipped, or with a condition that cannot be read. */
    static ImageDescriptor icon(ZpciBreakpoint breakpoint) {
        boolean works = isEnabled(breakpoint)
                && DebugPlugin.getDefault().getBreakpointManager().isEnabled()
                && breakpoint.settings().problem() == null;
        return (works ? Icons.BREAKPOINT : Icons.BREAKPOINT_DISABLED).descriptor();
    }

    private static boolean isEnabled(ZpciBreakpoint breakpoint) {
        try {
            return breakpoint.isEnabled();
        } catch (CoreException e) {
            return false; // its marker went away
        }
    }
}
