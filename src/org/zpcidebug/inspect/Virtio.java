package org.zpcidebug.inspect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.zpcidebug.hypervisor.VirtioQueries;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioQueue;

/** The virtio devices behind functions. */
@SuppressWarnings("nls")
final class Virtio {

    /** Enough for a person; QEMU answers each queue by itself. */
    private static final int MOST_QUEUES = 64;

    private final SourceQuery<List<VirtioQueries.Device>> list = new SourceQuery<>(VirtioQueries.devices());
    private final Map<String, State> states = new HashMap<>();

    /** Devices that were once seen with a vhost backend: it may come back at any moment. */
    private final Set<String> vhost = new HashSet<>();

    /** The paths that the last list was searched for. */
    private final Set<String> asked = new HashSet<>();

    private String unlisted = Words.of("reason.virtioNotListed");

    /** What is known of a virtio device. */
    record State(Value<VirtioDevice> device, Value<List<VirtioQueue>> queues) {

        static State unknown(String reason) {
            return new State(Value.unknown(reason), Value.unknown(reason));
        }
    }

    /** Asks for the virtio devices behind these PCI devices. */
    void update(Inquiry inquiry, List<DeviceFacts> devices) {
        states.clear();
        asked.clear();
        devices.stream().filter(device -> device.path().isKnown()).forEach(device -> asked.add(backend(device)));
        Value<List<VirtioQueries.Device>> listed = list.askValue(inquiry);
        if (!listed.isKnown()) {
            unlisted = listed.reason();
            return;
        }
        unlisted = Words.of("reason.virtioNotListed");
        List<String> paths = listed.value().stream()
                .map(VirtioQueries.Device::path)
                .filter(asked::contains)
                .toList();
        vhost.retainAll(Set.copyOf(paths));
        List<Answer<VirtioQueries.Status>> answers =
                inquiry.askAll(paths.stream().map(VirtioQueries::status).toList());
        for (int i = 0; i < paths.size(); i++) {
            states.put(paths.get(i), state(inquiry, paths.get(i), answers.get(i)));
        }
    }

    /** What is known of the virtio device behind a PCI device. */
    State state(DeviceFacts device) {
        if (!device.type().isKnown()) {
            return State.unknown(device.type().reason());
        }
        String type = device.type().value();
        if (!type.startsWith("virtio-") && !type.startsWith("vhost-")) {
            return State.unknown(Words.of("reason.notVirtio"));
        }
        String path = backend(device);
        State state = states.get(path);
        if (state != null) {
            return state;
        }
        return State.unknown(asked.contains(path) ? unlisted : Words.of("reason.notAsked"));
    }

    private static String backend(DeviceFacts device) {
        return device.path().value() + "/virtio-backend";
    }

    private State state(Inquiry inquiry, String path, Answer<VirtioQueries.Status> answer) {
        if (!answer.isKnown()) {
            return State.unknown(answer.refusal().getMessage());
        }
        VirtioQueries.Status status = answer.value();
        VirtioDevice device =
                new VirtioDevice(status.name(), status.driverReady(), status.broken(), status.translated());
        return new State(Value.hypervisor(device), queues(inquiry, path, status));
    }

    private Value<List<VirtioQueue>> queues(Inquiry inquiry, String path, VirtioQueries.Status status) {
        if (status.vhost()) {
            vhost.add(path);
        }
        if (vhost.contains(path) || status.name().startsWith("vhost-")) {
            return Value.unknown(Words.of("reason.vhost"));
        }
        if (!status.driverReady()) {
            return Value.unknown(Words.of("reason.driverNotReady"));
        }
        if (status.queues() > MOST_QUEUES) {
            return Value.unknown(
                    Words.of("reason.tooManyQueues", Integer.toString(status.queues()), Integer.toString(MOST_QUEUES)));
        }
        List<Answer<VirtioQueries.QueueStatus>> answers = inquiry.askAll(IntStream.range(0, status.queues())
                .mapToObj(index -> VirtioQueries.queue(path, index))
                .toList());
        return answers.stream()
                .filter(answer -> !answer.isKnown())
                .findFirst()
                .map(answer -> Value.<List<VirtioQueue>>unknown(answer.refusal().getMessage()))
                .orElseGet(() -> Value.hypervisor(
                        answers.stream().map(answer -> queue(answer.value())).toList()));
    }

    private static VirtioQueue queue(VirtioQueries.QueueStatus queue) {
        return new VirtioQueue(
                queue.index(),
                queue.size(),
                queue.descriptors(),
                queue.available(),
                queue.used(),
                queue.lastAvailableIndex(),
                queue.usedIndex(),
                queue.inUse());
    }
}
