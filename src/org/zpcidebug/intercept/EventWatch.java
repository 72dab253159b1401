package org.zpcidebug.intercept;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.zpcidebug.hypervisor.EventQueue;
import org.zpcidebug.hypervisor.MonitorEvent;

/** Takes QEMU's events out of their queue as they come. Each stop of the guest makes two, so most are let go at once. */
@SuppressWarnings("nls")
final class EventWatch {

    static final int CAPACITY = 1024;

    private EventWatch() {}

    /** Hands over the names of the events that matter to a debugger, on any thread, until the queue is closed. */
    static void listen(EventQueue events, Consumer<String> heard) {
        CompletableFuture<Void> next = events.available();
        while (next.isDone() && !events.isClosed()) {
            hear(events, heard);
            next = events.available();
        }
        if (!events.isClosed()) {
            next.thenRun(() -> listen(events, heard));
        }
    }

    private static void hear(EventQueue events, Consumer<String> heard) {
        for (MonitorEvent event : events.drain()) {
            if (event.name().equals("RESET")) {
                heard.accept(event.name());
            }
        }
    }
}
