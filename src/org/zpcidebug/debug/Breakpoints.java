package org.zpcidebug.debug;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.debug.core.DebugPlugin;

/** The breakpoints on intercepts that there are in the workspace. */
public final class Breakpoints {

    private Breakpoints() {}

    /** All of them. */
    public static List<ZpciBreakpoint> all() {
        return Arrays.stream(DebugPlugin.getDefault().getBreakpointManager().getBreakpoints(DebugIds.MODEL))
                .filter(ZpciBreakpoint.class::isInstance)
                .map(ZpciBreakpoint.class::cast)
                .filter(breakpoint -> breakpoint.getMarker() != null)
                .toList();
    }

    /** Those with these ids; some may be gone. */
    static List<ZpciBreakpoint> withIds(Set<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : all().stream()
                        .filter(breakpoint -> ids.contains(breakpoint.id()))
                        .toList();
    }

    /** Notes how often a guest hit them, and has their labels painted anew where that changed. */
    static void hits(ZpciDebugTarget guest, Map<String, Long> hits) {
        if (hits.isEmpty()) {
            return;
        }
        for (ZpciBreakpoint breakpoint : withIds(hits.keySet())) {
            if (breakpoint.setHits(guest, hits.get(breakpoint.id()))) {
                DebugPlugin.getDefault().getBreakpointManager().fireBreakpointChanged(breakpoint);
            }
        }
    }
}
