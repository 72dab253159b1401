package org.zpcidebug.hypervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A negotiated connection to a QEMU monitor (QMP). A monitor that exists works; one that was lost stays lost, and a new
 * one is opened with the same {@link MonitorAddress}. All methods may be called from any thread and none blocks.
 */
public interface Monitor extends AutoCloseable {

    /** The address this monitor was reached at. */
    MonitorAddress address();

    /** QEMU's version as its greeting told it. */
    QemuVersion version();

    /**
     * Sends a command with the default deadline.
     *
     * @return the typed reply; completes exceptionally with a {@link MonitorException}. Cancelling the future gives up
     *     waiting; a command already sent is still carried out by QEMU.
     */
    <T> CompletableFuture<T> execute(MonitorCommand<T> command);

    /** As {@link #execute(MonitorCommand)}, with a deadline of its own. */
    <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline);

    /**
     * Subscribes to events. The queue is bounded: when its owner does not read it, the oldest events are dropped and
     * counted; the connection's reader never waits.
     */
    default EventQueue events(int capacity) {
        return events(capacity, name -> true);
    }

    /** As {@link #events(int)}, to the events of some names. The others are dropped uncounted, and wake nobody. */
    EventQueue events(int capacity, Predicate<String> isWanted);

    /** The last 512 messages in both directions, oldest first, for diagnostics. */
    List<TrafficEntry> history();

    /** Completes normally after {@link #close()}, exceptionally with the cause when the connection is lost. */
    CompletableFuture<Void> closed();

    /** Closes the connection; pending commands complete with {@link MonitorException.Closed}. Idempotent. */
    @Override
    void close();
}
