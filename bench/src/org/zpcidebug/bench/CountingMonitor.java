package org.zpcidebug.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.zpcidebug.hypervisor.ForwardingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;

/** A monitor that counts the commands it is given: each is a round trip. */
final class CountingMonitor extends ForwardingMonitor {

    private final AtomicLong commands = new AtomicLong();

    CountingMonitor(Monitor monitor) {
        super(monitor);
    }

    long commands() {
        return commands.get();
    }

    @Override
    protected <T> CompletableFuture<T> forward(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        commands.incrementAndGet();
        return send.apply(command);
    }
}
