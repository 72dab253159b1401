package org.zpcidebug.hypervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A monitor that sends only what {@link AllowList} allows. Anything else completes with
 * {@link MonitorException.NotAllowed} and not a byte of it leaves.
 */
public final class InspectingMonitor implements Monitor {

    private final Monitor monitor;

    /** Wraps a monitor; closing this closes that. */
    public InspectingMonitor(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public MonitorAddress address() {
        return monitor.address();
    }

    @Override
    public QemuVersion version() {
        return monitor.version();
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command) {
        MonitorCommand<T> copy = copy(command);
        return AllowList.allows(copy) ? monitor.execute(copy) : refused(copy);
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        MonitorCommand<T> copy = copy(command);
        return AllowList.allows(copy) ? monitor.execute(copy, deadline) : refused(copy);
    }

    @Override
    public EventQueue events(int capacity) {
        return monitor.events(capacity);
    }

    @Override
    public List<TrafficEntry> history() {
        return monitor.history();
    }

    @Override
    public CompletableFuture<Void> closed() {
        return monitor.closed();
    }

    @Override
    public void close() {
        monitor.close();
    }

    /** What is checked is what is sent, whatever the caller does to the arguments meanwhile. */
    private static <T> MonitorCommand<T> copy(MonitorCommand<T> command) {
        return new MonitorCommand<>(command.name(), command.arguments().deepCopy(), command.reply());
    }

    private static <T> CompletableFuture<T> refused(MonitorCommand<T> command) {
        return CompletableFuture.failedFuture(new MonitorException.NotAllowed(command.name()));
    }
}
