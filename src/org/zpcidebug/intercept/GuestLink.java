package org.zpcidebug.intercept;

import java.util.function.Consumer;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubOptions;
import org.zpcidebug.gdbstub.StubRepair;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.hypervisor.EventQueue;
import org.zpcidebug.intercept.InterceptException.Reason;

/** The connection to the guest while there is one. Everything but {@link #abandon} belongs to the session's thread. */
@SuppressWarnings("nls")
final class GuestLink {

    private final InterceptGuest guest;
    private final TaskQueue tasks;
    private volatile StubSession stub;
    private StubClient client;
    private EventQueue events;
    private OtherClients others;

    GuestLink(InterceptGuest guest, TaskQueue tasks) {
        this.guest = guest;
        this.tasks = tasks;
    }

    boolean isOpen() {
        return client != null;
    }

    /** Whether the guest runs with a debugger. */
    boolean isRunning() {
        return client != null && client.isRunning();
    }

    /** Whether it broke. */
    boolean isBroken() {
        return client != null && client.isClosed();
    }

    StubClient client() {
        return client;
    }

    /** Whether the guest ran when it was connected to. */
    boolean foundRunning() {
        return stub.foundRunning();
    }

    /** The first CPU. */
    StubThread first() {
        return client.threads().stream()
                .findFirst()
                .orElseThrow(() -> InterceptException.of(Reason.NOTHING, "noCpu", "0"));
    }

    /**
     * Connects, which stops the guest.
     *
     * @param heard is told the names of QEMU's events that matter, on the session's thread
     */
    void open(Consumer<String> heard) {
        stub = StubSession.open(guest.monitor(), StubOptions.DEFAULT, guest.gdbServer());
        client = stub.client();
        tasks.waitsFor(client);
        others = new OtherClients(guest.monitor());
        events = guest.monitor().events(EventWatch.CAPACITY, EventWatch::isWanted);
        EventWatch.listen(events, event -> tasks.add(() -> heard.accept(event)));
    }

    /** Who else may let the guest run. */
    OtherClients others() {
        return others;
    }

    /** What to do about a debugger before us. */
    StubRepair repair() {
        return new StubRepair(guest.monitor());
    }

    /** Leaves the guest as it was found; when that cannot be done here, the guardian does it. */
    void close() {
        StubSession left = stub;
        stub = null;
        client = null;
        tasks.waitsFor(null);
        if (events != null) {
            events.close();
            events = null;
            others.close();
        }
        if (left != null) {
            left.close();
        }
    }

    /** The thread does not come to an end: the guardian leaves the guest. Any thread. */
    void abandon() {
        StubSession left = stub;
        if (left != null) {
            left.abandon();
        }
    }
}
