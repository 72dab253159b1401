package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A monitor that sends only what {@link AllowList} allows. Anything else completes with
 * {@link MonitorException.NotAllowed} and not a byte of it leaves.
 */
@SuppressWarnings("nls")
public final class InspectingMonitor implements Monitor {

    private static final String QUEUE_STATUS = "x-query-virtio-queue-status";

    private final Monitor monitor;

    /** Wraps a monitor; closing this closes that. */
    public InspectingMonitor(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public MonitorAddress address() {
        return monitor.address();
    }

    @Override
    public QemuVersion version() {
        return monitor.version();
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command) {
        return check(command, monitor::execute);
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        return check(command, checked -> monitor.execute(checked, deadline));
    }

    @Override
    public EventQueue events(int capacity) {
        return monitor.events(capacity);
    }

    @Override
    public List<TrafficEntry> history() {
        return monitor.history();
    }

    @Override
    public CompletableFuture<Void> closed() {
        return monitor.closed();
    }

    @Override
    public void close() {
        monitor.close();
    }

    /** What is checked is what is sent, whatever the caller does to the arguments meanwhile. */
    private <T> CompletableFuture<T> check(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        MonitorCommand<T> copy =
                new MonitorCommand<>(command.name(), command.arguments().deepCopy(), command.reply());
        if (!AllowList.allows(copy)) {
            return CompletableFuture.failedFuture(MonitorException.NotAllowed.unknown(copy.name()));
        }
        return QUEUE_STATUS.equals(copy.name()) ? unlessVhost(copy, send) : send.apply(copy);
    }

    /**
     * Where vhost runs a device, QEMU asks it for a queue's position, which makes a vhost-user process stop the queue.
     * So the device is asked first who runs it.
     */
    private <T> CompletableFuture<T> unlessVhost(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        CompletableFuture<T> result = new CompletableFuture<>();
        monitor.execute(startedByVhost(command.arguments().get("path"))).whenComplete((started, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (started) {
                result.completeExceptionally(MonitorException.NotAllowed.vhost(command.name()));
            } else if (!result.isDone()) {
                forward(send.apply(command), result);
            }
        });
        return result;
    }

    private static MonitorCommand<Boolean> startedByVhost(JsonElement path) {
        JsonObject device = new JsonObject();
        device.add("path", path);
        return new MonitorCommand<>("x-query-virtio-status", device, status -> status.getAsJsonObject()
                .get("vhost-started")
                .getAsBoolean());
    }

    /** The reply goes to the result, and giving up on the result gives up on the reply. */
    private static <T> void forward(CompletableFuture<T> reply, CompletableFuture<T> result) {
        result.whenComplete((value, failure) -> reply.cancel(false));
        reply.whenComplete((value, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(value);
            }
        });
    }
}
