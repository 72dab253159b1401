package org.zpcidebug.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.debug.core.DebugEvent;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.IDebugEventSetListener;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchesListener2;
import org.eclipse.debug.core.model.IDebugTarget;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.contexts.DebugContextEvent;
import org.eclipse.debug.ui.contexts.IDebugContextListener;
import org.eclipse.debug.ui.contexts.IDebugContextService;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchWindow;
import org.zpcidebug.debug.ZpciDebugTarget;

/**
 * Which guest a view shows: the one selected in the Debug view, else the one attached last. What is selected there and
 * is no guest of ours changes nothing. To be used on the UI thread.
 */
public final class GuestFollower implements IDebugContextListener, IDebugEventSetListener, ILaunchesListener2 {

    private final Display display;
    private final IDebugContextService contexts;
    private final Consumer<ZpciDebugTarget> changed;
    private ZpciDebugTarget current;
    private boolean disposed;

    /**
     * Follows nothing before {@link #start}.
     *
     * @param changed is told of each new guest to show, null for none
     */
    public GuestFollower(IWorkbenchWindow window, Consumer<ZpciDebugTarget> changed) {
        this.display = window.getShell().getDisplay();
        this.contexts = DebugUITools.getDebugContextManager().getContextService(window);
        this.changed = changed;
    }

    /** Follows from now on; the first guest is told at once when there is one. */
    public void start() {
        contexts.addDebugContextListener(this);
        DebugPlugin.getDefault().addDebugEventListener(this);
        DebugPlugin.getDefault().getLaunchManager().addLaunchListener(this);
        follow(selected(contexts.getActiveContext()));
    }

    /** The guest to show, null for none. */
    public ZpciDebugTarget current() {
        return current;
    }

    /** Stops following. */
    public void dispose() {
        disposed = true;
        contexts.removeDebugContextListener(this);
        DebugPlugin.getDefault().removeDebugEventListener(this);
        DebugPlugin.getDefault().getLaunchManager().removeLaunchListener(this);
    }

    /** The guest that an element of the Debug view belongs to, null when it belongs to none of ours. */
    public static ZpciDebugTarget targetOf(Object element) {
        if (element instanceof ILaunch launch) {
            return Arrays.stream(launch.getDebugTargets())
                    .filter(ZpciDebugTarget.class::isInstance)
                    .map(ZpciDebugTarget.class::cast)
                    .findFirst()
                    .orElse(null);
        }
        IDebugTarget target = Adapters.adapt(element, IDebugTarget.class);
        if (target instanceof ZpciDebugTarget ours) {
            return ours;
        }
        ILaunch launch = element == null ? null : Adapters.adapt(element, ILaunch.class);
        return launch == null ? null : targetOf(launch);
    }

    @Override
    public void debugContextChanged(DebugContextEvent event) {
        if ((event.getFlags() & DebugContextEvent.ACTIVATED) != 0) {
            follow(selected(event.getContext()));
        }
    }

    @Override
    public void handleDebugEvents(DebugEvent[] events) {
        for (DebugEvent event : events) {
            if (event.getSource() instanceof ZpciDebugTarget target) {
                if (event.getKind() == DebugEvent.CREATE) {
                    later(() -> follow(target));
                } else if (event.getKind() == DebugEvent.TERMINATE) {
                    later(() -> follow(null));
                }
            }
        }
    }

    @Override
    public void launchesRemoved(ILaunch[] launches) {
        later(() -> follow(null));
    }

    @Override
    public void launchesAdded(ILaunch[] launches) {
        // The target of a new launch tells of itself.
    }

    @Override
    public void launchesChanged(ILaunch[] launches) {
        // The target of a launch tells of itself.
    }

    @Override
    public void launchesTerminated(ILaunch[] launches) {
        // The target of a launch tells of itself.
    }

    private void later(Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!disposed) {
                    action.run();
                }
            });
        }
    }

    private void follow(ZpciDebugTarget wanted) {
        ZpciDebugTarget next = current;
        if (isLive(wanted)) {
            next = wanted;
        } else if (!isLive(current)) {
            next = newest();
        }
        if (next != current) {
            current = next;
            changed.accept(next);
        }
    }

    private static ZpciDebugTarget newest() {
        List<ZpciDebugTarget> live = new ArrayList<>();
        for (IDebugTarget target : DebugPlugin.getDefault().getLaunchManager().getDebugTargets()) {
            if (target instanceof ZpciDebugTarget ours && isLive(ours)) {
                live.add(ours);
            }
        }
        return live.isEmpty() ? null : live.get(live.size() - 1);
    }

    private static boolean isLive(ZpciDebugTarget target) {
        return target != null
                && !target.isDisconnected()
                && Arrays.asList(DebugPlugin.getDefault().getLaunchManager().getLaunches())
                        .contains(target.getLaunch());
    }

    private static ZpciDebugTarget selected(ISelection selection) {
        return selection instanceof IStructuredSelection structured ? targetOf(structured.getFirstElement()) : null;
    }
}
