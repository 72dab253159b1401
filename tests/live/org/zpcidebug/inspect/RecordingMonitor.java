package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zpcidebug.hypervisor.EventQueue;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.hypervisor.TrafficEntry;

/** A monitor that notes each command that is handed to the connection. */
final class RecordingMonitor implements Monitor {

    private final Monitor monitor;
    private final List<MonitorCommand<?>> commands;

    private RecordingMonitor(Monitor monitor, List<MonitorCommand<?>> commands) {
        this.monitor = monitor;
        this.commands = commands;
    }

    /** Opens monitors that note their commands in a list. */
    static SessionCore.Connector connector(CopyOnWriteArrayList<MonitorCommand<?>> commands) {
        return address -> QmpMonitor.open(address).thenApply(monitor -> new RecordingMonitor(monitor, commands));
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
        commands.add(command);
        return monitor.execute(command);
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        commands.add(command);
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
