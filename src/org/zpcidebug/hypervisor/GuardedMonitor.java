package org.zpcidebug.hypervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A monitor that sends only what its kind allows. Anything else completes with {@link MonitorException.NotAllowed} and
 * not a byte of it leaves.
 */
public abstract class GuardedMonitor implements Monitor {

    private final Monitor monitor;

    /** Wraps a monitor that sends whatever it is asked to; closing this closes that. */
    protected GuardedMonitor(Monitor monitor) {
        this.monitor = monitor;
    }

    /** Whether a command with these arguments may be sent. */
    protected abstract boolean isAllowed(MonitorCommand<?> command);

    @Override
    public final MonitorAddress address() {
        return monitor.address();
    }

    @Override
    public final QemuVersion version() {
        return monitor.version();
    }

    @Override
    public final <T> CompletableFuture<T> execute(MonitorCommand<T> command) {
        MonitorCommand<T> copy = copy(command);
        return isAllowed(copy) ? monitor.execute(copy) : refused(copy);
    }

    @Override
    public final <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        MonitorCommand<T> copy = copy(command);
        return isAllowed(copy) ? monitor.execute(copy, deadline) : refused(copy);
    }

    /** What is checked is what is sent, whatever the caller does to the arguments meanwhile. */
    private static <T> MonitorCommand<T> copy(MonitorCommand<T> command) {
        return new MonitorCommand<>(command.name(), command.arguments().deepCopy(), command.reply());
    }

    private static <T> CompletableFuture<T> refused(MonitorCommand<T> command) {
        return CompletableFuture.failedFuture(MonitorException.NotAllowed.unknown(command.name()));
    }

    @Override
    public final EventQueue events(int capacity) {
        return monitor.events(capacity);
    }

    @Override
    public final List<TrafficEntry> history() {
        return monitor.history();
    }

    @Override
    public final CompletableFuture<Void> closed() {
        return monitor.closed();
    }

    @Override
    public final void close() {
        monitor.close();
    }
}
