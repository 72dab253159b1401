package org.zpcidebug.inspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.zpcidebug.hypervisor.ForwardingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;

/** A monitor that notes each command that is handed to the connection. */
final class RecordingMonitor extends ForwardingMonitor {

    private final List<MonitorCommand<?>> commands;

    private RecordingMonitor(Monitor monitor, List<MonitorCommand<?>> commands) {
        super(monitor);
        this.commands = commands;
    }

    /** Opens monitors that note their commands in a list. */
    static SessionCore.Connector connector(CopyOnWriteArrayList<MonitorCommand<?>> commands) {
        return address -> QmpMonitor.open(address).thenApply(monitor -> new RecordingMonitor(monitor, commands));
    }

    @Override
    protected <T> CompletableFuture<T> forward(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        commands.add(command);
        return send.apply(command);
    }
}
