package org.zpcidebug.debug;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspaceRunnable;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.Breakpoint;
import org.eclipse.debug.core.model.IBreakpoint;
import org.zpcidebug.intercept.InterceptBreakpoint;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.intercept.InterceptCriteria;
import org.zpcidebug.s390.Hex;

/**
 * A breakpoint on PCI instructions. It is kept as a marker of the workspace root, since it belongs to no project. How
 * often it was hit is not kept: that is counted anew for each session with a guest.
 */
public final class ZpciBreakpoint extends Breakpoint {

    /** The type of the markers. */
    public static final String MARKER = "org.zpcidebug.interceptBreakpoint"; //$NON-NLS-1$

    /** Attribute: names of instructions with commas; empty for all. */
    public static final String INSTRUCTIONS = "org.zpcidebug.instructions"; //$NON-NLS-1$

    /** Attribute: the FID as 0x and hex digits; empty for any function. */
    public static final String FID = "org.zpcidebug.fid"; //$NON-NLS-1$

    /** Attribute: an expression. */
    public static final String CONDITION = "org.zpcidebug.condition"; //$NON-NLS-1$

    /** Attribute: a number. */
    public static final String IGNORE_COUNT = "org.zpcidebug.ignoreCount"; //$NON-NLS-1$

    /** Attribute: the name of an {@link Action}. */
    public static final String ACTION = "org.zpcidebug.action"; //$NON-NLS-1$

    /** Attribute: the text to log. */
    public static final String TEMPLATE = "org.zpcidebug.template"; //$NON-NLS-1$

    private static final String HEX = "0x"; //$NON-NLS-1$
    private static final int RADIX = 16;

    private final Map<ZpciDebugTarget, Long> hits = new WeakHashMap<>();

    /** For the platform, which sets the marker then. */
    public ZpciBreakpoint() {
        // The marker holds everything.
    }

    /** Makes an enabled breakpoint, and its marker, and tells the platform of it. */
    public static ZpciBreakpoint create(InterceptSettings settings) throws CoreException {
        ZpciBreakpoint breakpoint = new ZpciBreakpoint();
        IResource root = ResourcesPlugin.getWorkspace().getRoot();
        IWorkspaceRunnable make = progress -> {
            IMarker marker = root.createMarker(MARKER);
            breakpoint.setMarker(marker);
            Map<String, Object> all = new HashMap<>(attributes(settings));
            all.put(IBreakpoint.ENABLED, true);
            all.put(IBreakpoint.PERSISTED, true);
            all.put(IBreakpoint.ID, DebugIds.MODEL);
            all.put(IMarker.MESSAGE, settings.words());
            marker.setAttributes(all);
        };
        ResourcesPlugin.getWorkspace()
                .run(make, ResourcesPlugin.getWorkspace().getRuleFactory().markerRule(root), 0, null);
        DebugPlugin.getDefault().getBreakpointManager().addBreakpoint(breakpoint);
        return breakpoint;
    }

    private static Map<String, Object> attributes(InterceptSettings settings) {
        return Map.of(
                INSTRUCTIONS, settings.instructionNames(),
                FID, settings.fid().isPresent() ? Hex.of(settings.fid().getAsLong()) : "", //$NON-NLS-1$
                CONDITION, settings.condition(),
                IGNORE_COUNT, settings.ignoreCount(),
                ACTION, settings.action().name(),
                TEMPLATE, settings.template());
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }

    /** What it stops at and what happens then; whatever a marker holds gives settings. */
    public InterceptSettings settings() {
        IMarker marker = getMarker();
        if (marker == null || !marker.exists()) {
            return InterceptSettings.ALL;
        }
        return new InterceptSettings(
                InterceptSettings.instructions(marker.getAttribute(INSTRUCTIONS, "")), //$NON-NLS-1$
                fid(marker.getAttribute(FID, "")), //$NON-NLS-1$
                marker.getAttribute(CONDITION, ""), //$NON-NLS-1$
                marker.getAttribute(IGNORE_COUNT, 0),
                action(marker.getAttribute(ACTION, "")), //$NON-NLS-1$
                marker.getAttribute(TEMPLATE, "")); //$NON-NLS-1$
    }

    /** Changes all of it in one go. */
    public void change(InterceptSettings settings) throws CoreException {
        if (!settings.equals(settings())) {
            Map<String, Object> changed = new HashMap<>(attributes(settings));
            changed.put(IMarker.MESSAGE, settings.words());
            setAttributes(
                    changed.keySet().toArray(String[]::new), changed.values().toArray());
        }
    }

    private static Action action(String name) {
        for (Action action : Action.values()) {
            if (action.name().equals(name)) {
                return action;
            }
        }
        return Action.SUSPEND;
    }

    private static OptionalLong fid(String text) {
        try {
            return text.startsWith(HEX)
                    ? OptionalLong.of(Integer.toUnsignedLong(Integer.parseUnsignedInt(text.substring(2), RADIX)))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** How often it was hit in the sessions since it was changed last, ignored hits included. */
    public long hits() {
        synchronized (hits) {
            return hits.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Notes how often a guest hit it; returns whether that is another number than before. */
    boolean setHits(ZpciDebugTarget guest, long count) {
        synchronized (hits) {
            Long before = hits.put(guest, count);
            return count != (before == null ? 0 : before);
        }
    }

    /** Its name for the engine. */
    String id() {
        IMarker marker = getMarker();
        return marker == null ? "" : Long.toString(marker.getId()); //$NON-NLS-1$
    }

    /** What the engine is told of it. One whose condition cannot be read is told as disabled. */
    InterceptBreakpoint definition() {
        InterceptSettings settings = settings();
        boolean usable = settings.problem() == null;
        InterceptCriteria criteria = usable ? settings.criteria() : InterceptCriteria.ANY;
        return new InterceptBreakpoint(
                id(), usable && isActive(), criteria, settings.ignoreCount(), settings.action(), settings.template());
    }

    /** Whether it can stop a guest now: it is there, enabled, and breakpoints are not skipped. */
    boolean isActive() {
        try {
            return getMarker() != null
                    && getMarker().exists()
                    && isEnabled()
                    && DebugPlugin.getDefault().getBreakpointManager().isEnabled();
        } catch (CoreException e) {
            return false; // its marker went away meanwhile
        }
    }
}
