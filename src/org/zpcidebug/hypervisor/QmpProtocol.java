package org.zpcidebug.hypervisor;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * What is said over one connection: greeting, negotiation, then commands, replies and events. Knows no sockets; the
 * connection's thread brings the messages and the time, and takes away what is to be sent.
 */
@SuppressWarnings("nls")
final class QmpProtocol {

    /** Where a connection is on its way; it only moves forward. */
    enum State {
        CONNECTING,
        GREETING,
        NEGOTIATING,
        READY,
        ENDED
    }

    private static final String NEGOTIATION_ID = "zpcidebug-negotiation";

    private final MonitorAddress address;
    private final MonitorOptions options;
    private final CommandQueue commands;
    private final TrafficHistory history = new TrafficHistory();
    private final List<EventQueue> subscribers = new CopyOnWriteArrayList<>();
    private final List<MonitorEvent> announced = new ArrayList<>();
    private final CompletableFuture<QemuVersion> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicReference<MonitorException> cause = new AtomicReference<>();
    private final AtomicLong dropped = new AtomicLong();
    private QemuVersion version;
    private boolean negotiationSent;
    private volatile long stateEnds;
    private volatile State state = State.CONNECTING;

    QmpProtocol(MonitorAddress address, MonitorOptions options) {
        this.address = address;
        this.options = options;
        this.commands = new CommandQueue(options.maxInFlight());
    }

    State state() {
        return state;
    }

    CommandQueue commands() {
        return commands;
    }

    TrafficHistory history() {
        return history;
    }

    /** Completes with QEMU's version once commands can be sent, exceptionally when it does not come to that. */
    CompletableFuture<QemuVersion> ready() {
        return ready;
    }

    /** Completes when all is over: normally when we closed, else with the cause. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** How many messages belonged to nothing: unknown, late or second replies, and what is no message of QMP. */
    long dropped() {
        return dropped.get();
    }

    EventQueue subscribe(int capacity, Predicate<String> isWanted) {
        EventQueue queue = new EventQueue(capacity, isWanted, subscribers::remove);
        subscribers.add(queue);
        if (state == State.ENDED) {
            queue.close();
        }
        return queue;
    }

    /** Says why the connection is to end. The first cause is kept: it is the root of all that follows. */
    void end(MonitorException why) {
        cause.compareAndSet(null, why);
    }

    boolean isEnding() {
        return cause.get() != null;
    }

    /** The socket is connected. */
    void connected(long now) {
        enter(State.GREETING, now);
    }

    private void enter(State next, long now) {
        state = next;
        stateEnds = now + options.greeting().toNanos();
    }

    /** How many nanoseconds from now {@link #expire} has something to do. */
    long untilNextExpiry(long now) {
        return state == State.READY ? commands.untilNextExpiry(now) : Math.max(0, stateEnds - now);
    }

    /** Whether commands can be sent. */
    boolean isReady() {
        return state == State.READY;
    }

    /** Whether nobody waits for anything that QEMU may say. */
    boolean isIdle() {
        return isReady() && commands.isEmpty();
    }

    /** Lets deadlines pass. */
    void expire(long now) {
        if (state == State.READY) {
            commands.expire(now);
        } else if (stateEnds - now <= 0 && !isEnding()) {
            String seconds = Call.seconds(options.greeting());
            end(
                    state == State.GREETING
                            ? new MonitorException.Busy(BusyCause.of(address), address, seconds)
                            : MonitorException.NegotiationFailed.silent(address, seconds));
        }
    }

    /** The next message to send, without its line end. */
    Optional<String> next(long now) {
        String message = null;
        if (state == State.NEGOTIATING && !negotiationSent) {
            negotiationSent = true;
            message = negotiation();
        } else if (state == State.READY) {
            Call<?> call = commands.next(now);
            message = call == null ? null : call.message();
        }
        if (message != null) {
            history.add(true, message);
        }
        return Optional.ofNullable(message);
    }

    private static String negotiation() {
        JsonObject command = new JsonObject();
        command.addProperty("execute", "qmp_capabilities");
        command.addProperty("id", NEGOTIATION_ID);
        return command.toString();
    }

    /** A message came. */
    void received(MessageReader.Message message) {
        history.add(false, message.text());
        if (isEnding()) {
            return;
        }
        switch (state) {
            case GREETING -> greeted(message);
            case NEGOTIATING -> negotiated(message.json());
            default -> dispatch(message.json());
        }
    }

    /** An event without data came. */
    void received(Announcement announcement) {
        history.add(false, announcement.text());
        announced.add(announcement.event());
    }

    private void greeted(MessageReader.Message message) {
        Optional<QemuVersion> greeting = QmpMessages.greeting(message.json());
        if (greeting.isEmpty()) {
            end(new MonitorException.NotAMonitor(address, Excerpt.of(message.text())));
            return;
        }
        version = greeting.get();
        enter(State.NEGOTIATING, System.nanoTime());
    }

    private void negotiated(JsonObject message) {
        boolean ours = !message.has("id") || NEGOTIATION_ID.equals(QmpMessages.text(message, "id"));
        if (ours && message.get("error") instanceof JsonObject error) {
            end(MonitorException.NegotiationFailed.refused(address, QmpMessages.text(error, "desc")));
        } else if (ours && message.has("return")) {
            state = State.READY;
            Replies.complete(ready, version);
        } else {
            dropped.incrementAndGet();
        }
    }

    private void dispatch(JsonObject message) {
        if (message.has("event")) {
            QmpMessages.event(message, Instant.now()).ifPresentOrElse(announced::add, dropped::incrementAndGet);
        } else if (message.get("error") instanceof JsonObject error && !message.has("id")) {
            end(new MonitorException.NotUnderstood(address, QmpMessages.text(error, "desc")));
        } else if (message.has("return") || message.get("error") instanceof JsonObject) {
            reply(message);
        } else {
            dropped.incrementAndGet();
        }
    }

    /** What was read so far is all that has come for now: hands over the events in it. */
    void publish() {
        if (!announced.isEmpty()) {
            List<MonitorEvent> events = List.copyOf(announced);
            announced.clear();
            subscribers.forEach(queue -> queue.offer(events));
        }
    }

    private void reply(JsonObject message) {
        // Whoever gets an answer finds what was announced before it.
        publish();
        Call<?> call = commands.answered(QmpMessages.text(message, "id"));
        if (call == null || call.future().isDone()) {
            dropped.incrementAndGet();
        } else {
            call.complete(message);
        }
    }

    /** What came cannot be cut into messages. */
    void unreadable(MessageReader.UnreadableException e) {
        history.add(false, e.excerpt());
        if (state == State.GREETING) {
            end(new MonitorException.NotAMonitor(address, e.excerpt()));
        } else if (e.isTooLarge()) {
            end(new MonitorException.TooLarge(address, options.maxMessageBytes()));
        } else {
            end(new MonitorException.Garbled(e, address, e.excerpt()));
        }
    }

    /** From now on a subscription ends at once; called before the socket is given back. */
    void ending() {
        state = State.ENDED;
    }

    /** Tells everybody who waits; called when the socket has been given back. */
    void ended() {
        publish();
        MonitorException why = cause.get();
        commands.end(why);
        subscribers.forEach(EventQueue::close);
        Replies.fail(ready, why);
        if (why instanceof MonitorException.Closed) {
            Replies.complete(closed, null);
        } else {
            Replies.fail(closed, why);
        }
    }
}
