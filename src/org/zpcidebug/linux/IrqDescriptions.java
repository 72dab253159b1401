package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.MsixEntry;

/**
 * Reads descriptors of irqs and what they refer to: the handler's name and the message. Three batches for any number of
 * them.
 */
@SuppressWarnings("nls")
final class IrqDescriptions {

    private static final int NAME = 48;

    private final KernelMemory memory;
    private final Layout descriptor;
    private final int bytes;
    private final int number;
    private final int counter;
    private final int action;
    private final Known<Integer> actionName;
    private final Known<MsiLayout> msi;

    /** An irq and where its descriptor is. */
    record Place(int irq, long address) {}

    IrqDescriptions(KernelMemory memory, KernelTypes types) throws Problem {
        this.memory = memory;
        descriptor = Layout.of(types, "irq_desc");
        number = descriptor.offset("irq_data.irq", Integer.BYTES);
        counter = descriptor.offset("kstat_irqs", Long.BYTES);
        action = descriptor.offset("action", Long.BYTES);
        actionName = Known.from(() -> Layout.of(types, "irqaction").offset("name", Long.BYTES));
        msi = Known.from(() -> MsiLayout.of(types, descriptor));
        int pointer = msi.map(MsiLayout::pointer).orElse(0);
        bytes = Math.max(Math.max(number, counter), Math.max(action, pointer)) + Long.BYTES;
    }

    /** What is known of these irqs, in their order; what is unreadable has no counter. */
    List<IrqDescription> read(List<Place> places) {
        KernelMemory.Batch batch = memory.new Batch();
        int length = Math.min(bytes, descriptor.structure().bytes());
        places.forEach(place -> batch.add(place.address, length));
        batch.run();
        KernelMemory.Batch second = memory.new Batch();
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int index = i;
            Known<BigEndian> read = Known.from(() -> checked(batch.get(index), places.get(index)));
            requests.add(new Request(places.get(i), read, second));
        }
        second.run();
        KernelMemory.Batch third = memory.new Batch();
        requests.forEach(request -> request.askName(second, third));
        third.run();
        return requests.stream().map(r -> r.description(second, third)).toList();
    }

    /** A descriptor that was given back meanwhile belongs to another irq or to none. */
    private BigEndian checked(BigEndian read, Place place) throws Problem {
        if (read.u32(number) != place.irq) {
            throw Problem.of("irq.changed");
        }
        return read;
    }

    /** One irq's part of the batches. */
    private final class Request {

        private static final int NONE = -1;

        private final Place place;
        private final Known<BigEndian> read;
        private final int actionRequest;
        private final int messageRequest;
        private int nameRequest = NONE;

        Request(Place place, Known<BigEndian> read, KernelMemory.Batch batch) {
            this.place = place;
            this.read = read;
            actionRequest = actionName.isKnown() ? add(batch, action, actionName.value(), Long.BYTES) : NONE;
            messageRequest = msi.isKnown()
                    ? add(batch, msi.value().pointer(), 0, msi.value().bytes())
                    : NONE;
        }

        private int add(KernelMemory.Batch batch, int member, int offset, int length) {
            long pointer = read.isKnown() ? read.value().u64(member) : 0;
            return pointer == 0 ? NONE : batch.add(pointer + offset, length);
        }

        void askName(KernelMemory.Batch second, KernelMemory.Batch third) {
            long name = actionRequest == NONE
                    ? 0
                    : Known.from(() -> second.get(actionRequest).u64(0)).orElse(0L);
            nameRequest = name == 0 ? NONE : third.add(name, NAME);
        }

        IrqDescription description(KernelMemory.Batch second, KernelMemory.Batch third) {
            if (!read.isKnown()) {
                Known<String> unknown = Known.unknown(read.problem());
                return new IrqDescription(place.irq, place.address, 0, unknown, Known.unknown(read.problem()));
            }
            return new IrqDescription(
                    place.irq,
                    place.address,
                    read.value().u64(counter),
                    Known.from(() -> handler(third)),
                    Known.from(() -> message(second)));
        }

        private String handler(KernelMemory.Batch third) throws Problem {
            actionName.need();
            if (read.value().u64(action) == 0) {
                return "";
            }
            if (nameRequest == NONE) {
                throw Problem.of("memory.noText");
            }
            return KernelMemory.text(third.get(nameRequest));
        }

        private MsixEntry message(KernelMemory.Batch second) throws Problem {
            MsiLayout layout = msi.need();
            if (messageRequest == NONE) {
                throw Problem.of("irq.noMessage");
            }
            return layout.entry(second.get(messageRequest), place.irq);
        }
    }
}
