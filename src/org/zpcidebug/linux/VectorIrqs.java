package org.zpcidebug.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;

/**
 * Which irq an indicator bit belongs to. Up to 7.0 {@code airq_iv.data} holds the irq's number. From 7.1 on {@code ptr}
 * holds an irq domain and {@code data} a number in it (arch/s390/pci/pci_irq.c).
 */
@SuppressWarnings("nls")
final class VectorIrqs {

    private static final int MAX_PARENTS = 4;
    private static final int CHUNK = 8192;

    private final KernelMemory memory;
    private final KernelTypes types;
    private final BooleanSupplier cancelled;
    private Map<Key, Integer> byDomain = Map.of();

    /** An irq by its domain, a pointer, and its number there. */
    private record Key(long domain, long number) {}

    VectorIrqs(KernelMemory memory, KernelTypes types, BooleanSupplier cancelled) {
        this.memory = memory;
        this.types = types;
        this.cancelled = cancelled;
    }

    /** The irq of each bit, 0 for a bit without one. */
    int[] irqs(Tables tables, Map<Integer, Long> descriptors) {
        int[] irqs = new int[tables.count()];
        for (int i = 0; i < irqs.length; i++) {
            long data = tables.data().u32(i * Integer.BYTES);
            irqs[i] = tables.domains() == null
                    ? (int) data
                    : byDomain.getOrDefault(new Key(tables.domains().u64(i * Long.BYTES), data), 0);
            if (!descriptors.containsKey(irqs[i])) {
                irqs[i] = 0;
            }
        }
        return irqs;
    }

    /**
     * What a function's bits refer to.
     *
     * @param domains the domain for each bit; null where {@code data} holds irqs
     */
    record Tables(int count, BigEndian data, BigEndian domains) {}

    /** Learns the numbers of all irqs in their domains, for kernels that keep those. */
    void learn(Map<Integer, Long> descriptors) throws Problem {
        Layout data = Layout.of(types, "irq_data");
        int domain = data.offset("domain", Long.BYTES);
        int number = data.offset("hwirq", Long.BYTES);
        int parent = data.offset("parent_data", Long.BYTES);
        int first =
                Layout.of(types, "irq_desc").offset("irq_data.irq", Integer.BYTES) - data.offset("irq", Integer.BYTES);
        Map<Long, Integer> level = new HashMap<>();
        descriptors.forEach((irq, address) -> level.put(address + first, irq));
        Map<Key, Integer> found = new HashMap<>();
        for (int i = 0; i < MAX_PARENTS && !level.isEmpty(); i++) {
            Long[] addresses = level.keySet().toArray(Long[]::new);
            Map<Long, Integer> next = new HashMap<>();
            for (int from = 0; from < addresses.length; from += CHUNK) {
                if (cancelled.getAsBoolean()) {
                    throw Problem.of("memory.cancelled");
                }
                int count = Math.min(CHUNK, addresses.length - from);
                KernelMemory.Batch batch = memory.new Batch();
                for (int j = 0; j < count; j++) {
                    batch.add(addresses[from + j], data.structure().bytes());
                }
                batch.run();
                for (int j = 0; j < count; j++) {
                    int request = j;
                    BigEndian bytes = Known.from(() -> batch.get(request)).orElse(null);
                    if (bytes != null) {
                        int irq = level.get(addresses[from + j]);
                        found.putIfAbsent(new Key(bytes.u64(domain), bytes.u64(number)), irq);
                        if (bytes.u64(parent) != 0) {
                            next.put(bytes.u64(parent), irq);
                        }
                    }
                }
            }
            level.clear();
            level.putAll(next);
        }
        byDomain = found;
    }
}
