package org.zpcidebug.hypervisor;

import java.util.concurrent.CompletableFuture;

/** Opens connections to QEMU's machine monitor (QMP). */
public final class QmpMonitor {

    private QmpMonitor() {}

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
        throw new UnsupportedOperationException();
    }
}
