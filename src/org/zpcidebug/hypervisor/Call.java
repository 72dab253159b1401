package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** One command on its way: waiting for its turn, then for its reply. Belongs to a {@link CommandQueue}. */
@SuppressWarnings("nls")
final class Call<T> {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final long sequence;
    private final String message;
    private final MonitorCommand<T> command;
    private final Duration deadline;
    private final long expiresAt;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    /**
     * @param sequence counts the connection's commands
     * @param now {@link System#nanoTime}, from which the deadline counts
     */
    Call(long sequence, MonitorCommand<T> command, Duration deadline, long now) {
        this.sequence = sequence;
        this.command = command;
        this.deadline = deadline.compareTo(LONGEST) > 0 ? LONGEST : deadline;
        this.expiresAt = now + this.deadline.toNanos();
        JsonObject json = new JsonObject();
        json.addProperty("execute", command.name());
        if (command.arguments().size() > 0) {
            json.add("arguments", command.arguments());
        }
        json.addProperty("id", id());
        this.message = json.toString();
    }

    String id() {
        return "zpcidebug-" + sequence;
    }

    boolean isOlderThan(Call<?> other) {
        return sequence < other.sequence;
    }

    /** The message to send: one line, without its end. */
    String message() {
        return message;
    }

    CompletableFuture<T> future() {
        return future;
    }

    /** When the deadline passes, in {@link System#nanoTime}. */
    long expiresAt() {
        return expiresAt;
    }

    /** Completes with a reply of QEMU, a success or an error. */
    void complete(JsonObject reply) {
        if (!future.isDone()) {
            Replies.run(() -> interpret(reply));
        }
    }

    void fail(MonitorException cause) {
        Replies.fail(future, cause);
    }

    /** The deadline passed before it was its turn. */
    void failUnsent() {
        fail(new MonitorException.TimedOut(command.name(), seconds(deadline)));
    }

    /** The deadline passed before the reply came. */
    void failUnanswered() {
        if (!future.isDone()) {
            fail(new MonitorException.OutcomeUnknown(command.name(), seconds(deadline)));
        }
    }

    static String seconds(Duration duration) {
        return duration.toMillisPart() == 0
                ? Long.toString(duration.toSeconds())
                : String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    private void interpret(JsonObject reply) {
        if (reply.get("error") instanceof JsonObject error) {
            future.completeExceptionally(new MonitorException.Failed(
                    command.name(), QmpMessages.text(error, "class"), QmpMessages.text(error, "desc")));
            return;
        }
        JsonElement result = reply.get("return");
        try {
            future.complete(command.reply().apply(result));
        } catch (RuntimeException e) {
            String excerpt = Excerpt.of(String.valueOf(result));
            future.completeExceptionally(new MonitorException.BadReply(e, command.name(), excerpt));
        }
    }
}
