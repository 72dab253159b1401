package org.zpcidebug.intercept;

import java.util.function.Consumer;
import org.zpcidebug.hypervisor.EventQueue;

/** Takes QEMU's events out of their queue as they come. Each stop of the guest makes two, so most are let go at once. */
@SuppressWarnings("nls")
final class EventWatch {

    static final int CAPACITY = 1024;

    private EventWatch() {}

    /** Hands over the names of the events that matter to a debugger, on any thread, until the queue is closed. */
    static void listen(EventQueue events, Consumer<String> heard) {
        events.available().thenRunAsync(() -> {
            events.drain().stream()
                    .map(event -> event.name())
                    .filter(name -> name.equals("RESET"))
                    .forEach(heard);
            if (!events.isClosed()) {
                listen(events, heard);
            }
        });
    }
}
