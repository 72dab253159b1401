package org.zpcidebug.hypervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** A monitor before another one, which sees each command on its way. */
public abstract class ForwardingMonitor implements Monitor {

    private final Monitor monitor;

    /** Before that monitor; closing this closes that. */
    protected ForwardingMonitor(Monitor monitor) {
        this.monitor = monitor;
    }

    /** The monitor behind. */
    protected final Monitor monitor() {
        return monitor;
    }

    /**
     * Does what is to be done with a command.
     *
     * @param send gives it, or another one in its place, to the monitor behind
     */
    protected abstract <T> CompletableFuture<T> forward(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send);

    @Override
    public final <T> CompletableFuture<T> execute(MonitorCommand<T> command) {
        return forward(command, monitor::execute);
    }

    @Override
    public final <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        return forward(command, sent -> monitor.execute(sent, deadline));
    }

    @Override
    public final MonitorAddress address() {
        return monitor.address();
    }

    @Override
    public final QemuVersion version() {
        return monitor.version();
    }

    @Override
    public final EventQueue events(int capacity, Predicate<String> isWanted) {
        return monitor.events(capacity, isWanted);
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
