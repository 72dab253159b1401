package org.zpcidebug.debug;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.model.IBreakpoint;
import org.eclipse.debug.core.model.IBreakpointImportParticipant;

/** Says when a breakpoint that is imported is there already: when it stops at the same, whatever happens then. */
public final class BreakpointImport implements IBreakpointImportParticipant {

    private static final List<String> SAME =
            List.of(ZpciBreakpoint.INSTRUCTIONS, ZpciBreakpoint.FID, ZpciBreakpoint.CONDITION);

    @Override
    public boolean matches(Map<String, Object> attributes, IBreakpoint breakpoint) throws CoreException {
        if (!(breakpoint instanceof ZpciBreakpoint)) {
            return false;
        }
        IMarker marker = breakpoint.getMarker();
        return SAME.stream()
                .allMatch(name ->
                        Objects.equals(text(attributes.get(name)), marker.getAttribute(name, ""))); //$NON-NLS-1$
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString(); //$NON-NLS-1$
    }

    @Override
    public void verify(IBreakpoint breakpoint) throws CoreException {
        // Whatever a marker holds gives settings; a condition that cannot be read is shown as such.
    }
}
