package org.zpcidebug.intercept;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.zpcidebug.hypervisor.EventQueue;

/** Takes the events of QEMU that matter to a debugger out of their queue as they come. */
@SuppressWarnings("nls")
final class EventWatch {

    static final int CAPACITY = 64;

    private EventWatch() {}

    /** Whether an event of that name matters. Each stop of the guest announces two that do not. */
    static boolean isWanted(String name) {
        return name.equals("RESET");
    }

    /** Hands over the names of the events in a queue, on any thread, until it is closed. */
    static void listen(EventQueue events, Consumer<String> heard) {
        CompletableFuture<Void> next = events.available();
        while (next.isDone() && !events.isClosed()) {
            events.drain().forEach(event -> heard.accept(event.name()));
            next = events.available();
        }
        if (!events.isClosed()) {
            next.thenRun(() -> listen(events, heard));
        }
    }
}
