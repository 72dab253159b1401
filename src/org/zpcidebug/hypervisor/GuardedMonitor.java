package org.zpcidebug.hypervisor;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A monitor that sends only what its kind allows. Anything else completes with {@link MonitorException.NotAllowed} and
 * not a byte of it leaves.
 */
public abstract class GuardedMonitor extends ForwardingMonitor {

    /** Wraps a monitor that sends whatever it is asked to; closing this closes that. */
    protected GuardedMonitor(Monitor monitor) {
        super(monitor);
    }

    /** Whether a command with these arguments may be sent. */
    protected abstract boolean isAllowed(MonitorCommand<?> command);

    /** Sends a command that may be sent. */
    protected <T> CompletableFuture<T> send(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        return send.apply(command);
    }

    /** What is checked is what is sent, whatever the caller does to the arguments meanwhile. */
    @Override
    protected final <T> CompletableFuture<T> forward(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        MonitorCommand<T> copy =
                new MonitorCommand<>(command.name(), command.arguments().deepCopy(), command.reply());
        return isAllowed(copy)
                ? send(copy, send)
                : CompletableFuture.failedFuture(MonitorException.NotAllowed.unknown(copy.name()));
    }
}
