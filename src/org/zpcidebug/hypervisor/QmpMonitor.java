package org.zpcidebug.hypervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A connection to QEMU's machine monitor (QMP). It sends whatever it is asked to; wrap it in an
 * {@link InspectingMonitor} to look at a guest without touching it.
 */
public final class QmpMonitor implements Monitor {

    private final QmpLink link;
    private final QemuVersion version;

    private QmpMonitor(QmpLink link, QemuVersion version) {
        this.link = link;
        this.version = version;
    }

    /** As {@link #open(MonitorAddress, MonitorOptions)} with the default bounds. */
    public static CompletableFuture<Monitor> open(MonitorAddress address) {
        return open(address, MonitorOptions.DEFAULT);
    }

    /**
     * Connects, waits for QEMU's greeting and negotiates. Returns at once.
     *
     * @return completes with a monitor that is ready for commands, or exceptionally with a {@link MonitorException};
     *     cancelling it, or its failure, leaves nothing behind
     */
    public static CompletableFuture<Monitor> open(MonitorAddress address, MonitorOptions options) {
        QmpLink link;
        try {
            link = new QmpLink(address, options);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new MonitorException.Unreachable(
                    MonitorException.Unreachable.Reason.OTHER, e, address, String.valueOf(e.getMessage())));
        }
        CompletableFuture<Monitor> opened = new CompletableFuture<>();
        opened.whenComplete((monitor, failure) -> {
            if (failure != null) {
                link.close();
            }
        });
        link.protocol().ready().whenComplete((version, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
            } else if (!opened.complete(new QmpMonitor(link, version))) {
                link.close();
            }
        });
        link.start();
        return opened;
    }

    @Override
    public MonitorAddress address() {
        return link.address();
    }

    @Override
    public QemuVersion version() {
        return version;
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command) {
        return link.submit(command, link.options().command());
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        return link.submit(command, deadline);
    }

    @Override
    public EventQueue events(int capacity, Predicate<String> isWanted) {
        return link.protocol().subscribe(capacity, isWanted);
    }

    @Override
    public List<TrafficEntry> history() {
        return link.protocol().history().entries();
    }

    @Override
    public CompletableFuture<Void> closed() {
        return link.protocol().closed().copy();
    }

    /**
     * How many messages were dropped because they belong to nothing: replies to commands that were given up or never
     * sent, second replies, and what QMP does not know.
     */
    public long droppedMessages() {
        return link.protocol().dropped();
    }

    @Override
    public void close() {
        link.close();
    }
}
