package org.zpcidebug.linux;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;

/**
 * What to add to the address of a variable that each CPU has its own copy of: the prefix areas of the CPUs, which {@code
 * lowcore_ptr} lists, hold it.
 */
@SuppressWarnings("nls")
final class CpuOffsets {

    /** As many CPUs as Linux knows on s390 at most. */
    private static final int MAX_CPUS = 512;

    private final KernelMemory memory;
    private final long list;
    private final int length;
    private final int offset;
    private final int number;

    CpuOffsets(KernelMemory memory, KernelSymbols symbols, VmCoreInfo info, KernelTypes types) throws Problem {
        this.memory = memory;
        OptionalLong symbol = info.symbol("lowcore_ptr");
        list = (symbol.isPresent() ? symbol : symbols.address("lowcore_ptr"))
                .orElseThrow(() -> Problem.of("irq.noCpus"));
        length = (int) Math.max(1, Math.min(MAX_CPUS, info.length("lowcore_ptr").orElse(Long.SIZE)));
        Layout lowcore = Layout.of(types, "lowcore");
        offset = lowcore.offset("percpu_offset", Long.BYTES);
        number = lowcore.offset("cpu_nr", Integer.BYTES);
    }

    /** The offsets by the number of the CPU; CPUs that never ran have none. */
    SortedMap<Integer, Long> read() throws Problem {
        BigEndian pointers = memory.read(list, length * Long.BYTES);
        KernelMemory.Batch batch = memory.new Batch();
        int[] cpus = new int[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            long lowcore = pointers.u64(i * Long.BYTES);
            if (lowcore != 0) {
                cpus[count++] = i;
                batch.add(lowcore + offset, Long.BYTES);
                batch.add(lowcore + number, Integer.BYTES);
            }
        }
        batch.run();
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            if (batch.get(2 * i + 1).u32(0) == cpus[i]) {
                offsets.put(cpus[i], batch.get(2 * i).u64(0));
            }
        }
        if (offsets.isEmpty()) {
            throw Problem.of("irq.noCpus");
        }
        return offsets;
    }
}
