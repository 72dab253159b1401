package org.zpcidebug.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.zpcidebug.hypervisor.EventQueue;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.hypervisor.TrafficEntry;

/** A monitor that counts the commands it is given: each is a round trip. */
final class CountingMonitor implements Monitor {

    private final Monitor monitor;
    private final AtomicLong commands = new AtomicLong();

    CountingMonitor(Monitor monitor) {
        this.monitor = monitor;
    }

    long commands() {
        return commands.get();
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
        commands.incrementAndGet();
        return monitor.execute(command);
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        commands.incrementAndGet();
        return monitor.execute(command, deadline);
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
}
