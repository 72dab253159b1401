package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A monitor that sends only what {@link AllowList} allows. Anything else completes with
 * {@link MonitorException.NotAllowed} and not a byte of it leaves.
 */
@SuppressWarnings("nls")
public final class InspectingMonitor extends GuardedMonitor {

    private static final String QUEUE_STATUS = "x-query-virtio-queue-status";

    /** Wraps a monitor; closing this closes that. */
    public InspectingMonitor(Monitor monitor) {
        super(monitor);
    }

    @Override
    protected boolean isAllowed(MonitorCommand<?> command) {
        return AllowList.allows(command);
    }

    @Override
    protected <T> CompletableFuture<T> send(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        return QUEUE_STATUS.equals(command.name()) ? unlessVhost(command, send) : send.apply(command);
    }

    /**
     * Where vhost runs a device, QEMU asks it for a queue's position, which makes a vhost-user process stop the queue.
     * So the device is asked first who runs it.
     */
    private <T> CompletableFuture<T> unlessVhost(
            MonitorCommand<T> command, Function<MonitorCommand<T>, CompletableFuture<T>> send) {
        CompletableFuture<T> result = new CompletableFuture<>();
        monitor().execute(startedByVhost(command.arguments().get("path"))).whenComplete((started, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (started) {
                result.completeExceptionally(MonitorException.NotAllowed.vhost(command.name()));
            } else if (!result.isDone()) {
                pass(send.apply(command), result);
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
    private static <T> void pass(CompletableFuture<T> reply, CompletableFuture<T> result) {
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
