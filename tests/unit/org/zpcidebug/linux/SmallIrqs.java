package org.zpcidebug.linux;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;

/**
 * What a kernel keeps of interrupts, written to storage for tests: two CPUs and functions whose interrupt v has irq
 * {@code 16 * (function + 1) + v}. Offsets are unlike those of any real kernel.
 */
final class SmallIrqs {

    static final int MEMORY = 1 << 20;
    static final int INTERRUPTS = 5;

    private static final long LOWCORES = 0x1000;
    private static final long LOWCORE = 0x2000;
    private static final long CPU_DATA = 0x4_0000;
    private static final long STATISTICS = 0x100;
    private static final long COUNTERS = 0x200;
    private static final long TREE = 0x8000;
    private static final long NODES = 0x9000;
    private static final long DESCRIPTORS = 0x1_0000;
    private static final long FUNCTIONS = 0x3_0000;
    private static final long SUMMARY = 0x3_f000;
    private static final int IRQ_ROOM = 0x200;
    private static final int FUNCTION_ROOM = 0x400;

    private static final String TYPES =
            """
            struct lowcore 64
              cpu_nr 8 4
              percpu_offset 16 8
            struct xarray 16
              xa_head 8 8
            struct xa_node 136
              shift 0 1
              slots 8 128
            struct maple_tree 16
              ma_root 8 8
            struct maple_range_64 256
              pivot 8 120
              slot 128 128
            struct maple_arange_64 256
              pivot 8 72
              slot 80 80
            struct airq_iv 64
              vector 0 8
              ptr 8 8
              data 16 8
              end 24 8
              flags 32 8
            struct irq_data 40
              irq 4 4
              hwirq 8 8
              domain 16 8
              parent_data 24 8
            struct irq_desc 96
              irq_common_data.msi_desc 0 8
              irq_data.irq 12 4
              kstat_irqs 64 8
              action 72 8
            struct irqaction 32
              name 8 8
            struct msi_desc 40
              irq 0 4
              msg.address_lo 4 4
              msg.address_hi 8 4
              msg.data 12 4
              pci.msix_ctrl 16 4
              pci.msi_attrib.is_msix 20 1 1
            struct irq_stat 64
              irqs 0 64
            enumerator interruption_class IRQIO_PCF 3
            enumerator interruption_class IRQIO_MSI 5
            """;

    final TestStorage storage = new TestStorage(MEMORY);
    private final boolean maple;
    private final boolean domains;
    private final Map<Integer, Long> descriptors = new HashMap<>();

    /** @param domains whether bits refer to irqs by a domain and a number in it */
    SmallIrqs(boolean maple, boolean domains, int functions) {
        this.maple = maple;
        this.domains = domains;
        for (int cpu = 0; cpu < 2; cpu++) {
            storage.u64(LOWCORES + cpu * 8L, LOWCORE + cpu * 0x100L);
            storage.u32(LOWCORE + cpu * 0x100L + 8, cpu).u64(LOWCORE + cpu * 0x100L + 16, CPU_DATA + cpu * 0x1_0000L);
            storage.u32(CPU_DATA + cpu * 0x1_0000L + STATISTICS + 12, 70 + cpu);
            storage.u32(CPU_DATA + cpu * 0x1_0000L + STATISTICS + 20, 90 + cpu);
        }
        for (int f = 0; f < functions; f++) {
            function(f);
        }
        if (maple) {
            mapleTree();
        } else {
            radixTree();
        }
    }

    static int irq(int function, int interrupt) {
        return 16 * (function + 1) + interrupt;
    }

    /** Sets how often a CPU took an irq. */
    void count(int irq, int cpu, long count) {
        storage.u32(CPU_DATA + cpu * 0x1_0000L + COUNTERS + irq * 8L + (maple ? 4 : 0), count);
    }

    /** Sets a word of the function's indicator bits. */
    void indicators(int function, long bits) {
        storage.u64(FUNCTIONS + function * FUNCTION_ROOM + 0x100L, bits);
    }

    void summary(int value) {
        storage.u8(SUMMARY, value);
    }

    void mask(int irq, int control) {
        storage.u32(descriptors.get(irq) + 0x80 + 16, control);
    }

    /** Swaps the irqs of two interrupts. */
    void swap(int function, int one, int other) {
        long data = FUNCTIONS + function * FUNCTION_ROOM + 0x180L;
        storage.u32(data + one * 4L, irq(function, other)).u32(data + other * 4L, irq(function, one));
    }

    private void function(int number) {
        long at = FUNCTIONS + (long) number * FUNCTION_ROOM;
        storage.u64(at, at + 0x100)
                .u64(at + 8, at + 0x200)
                .u64(at + 16, at + 0x180)
                .u64(at + 24, INTERRUPTS);
        storage.u64(at + 32, domains ? 0xe : 0xa);
        for (int i = 0; i < INTERRUPTS - 1; i++) {
            int irq = irq(number, i);
            storage.u32(at + 0x180 + i * 4L, domains ? 0x8_0000 + i : irq);
            storage.u64(at + 0x200 + i * 8L, domains ? 0x7000 + number : 0);
            descriptor(irq, number, i);
        }
    }

    private void descriptor(int irq, int function, int interrupt) {
        long at = DESCRIPTORS + (long) irq * IRQ_ROOM;
        descriptors.put(irq, at);
        storage.u64(at, at + 0x80).u32(at + 12, irq);
        storage.u64(at + 16, 1000 + irq).u64(at + 24, 0x6000).u64(at + 32, at + 0x100);
        storage.u64(at + 0x108, 0x8_0000 + interrupt).u64(at + 0x110, 0x7000 + function);
        storage.u64(at + 64, COUNTERS + irq * 8L).u64(at + 72, interrupt == 3 ? 0 : at + 0x140);
        storage.u64(at + 0x148, at + 0x160).text(at + 0x160, "queue-" + irq);
        storage.u32(at + 0x80, irq).u32(at + 0x88, 0xfe00_0000L).u32(at + 0x8c, interrupt);
        storage.u8(at + 0x80 + 20, 0x80);
    }

    private void radixTree() {
        storage.u64(TREE + 8, NODES + 2).u8(NODES, 4);
        descriptors.forEach((irq, address) -> {
            long leaf = NODES + 0x100L * (1 + irq / 16);
            storage.u64(NODES + 8 + irq / 16 * 8L, leaf + 2).u64(leaf + 8 + irq % 16 * 8L, address);
        });
    }

    /** One inner node with gaps, and a leaf for every eight irqs. */
    private void mapleTree() {
        storage.u64(TREE + 8, NODES | 3 << 3 | 6);
        int leaves = 9;
        for (int i = 0; i < leaves; i++) {
            long leaf = NODES + 0x100L * (1 + i);
            storage.u64(NODES + 80 + i * 8L, leaf | 1 << 3 | 4);
            storage.u64(NODES + 8 + i * 8L, i == leaves - 1 ? 0 : 8L * i + 7);
            for (int j = 0; j < 8; j++) {
                storage.u64(leaf + 8 + j * 8L, i == leaves - 1 && j == 7 ? 0 : 8L * i + j);
                storage.u64(leaf + 128 + j * 8L, descriptors.getOrDefault(8 * i + j, 0L));
            }
        }
    }

    /** Reads it. */
    LinuxInterrupts reader() {
        String types = TYPES + (maple ? "struct irqstat 8\n  cnt 4 4\n" : "");
        VmCoreInfo info = VmCoreInfo.parse(
                "SYMBOL(lowcore_ptr)=1000\nLENGTH(lowcore_ptr)=4\n".getBytes(StandardCharsets.ISO_8859_1));
        KernelAddressSpace space = new KernelAddressSpace(storage, info, OsInfo.find(storage), MEMORY);
        Map<String, Long> names = Map.of(maple ? "sparse_irqs" : "irq_desc_tree", TREE, "irq_stat", STATISTICS);
        try {
            return new LinuxInterrupts(
                    new KernelMemory(storage, space),
                    new Names(names),
                    info,
                    LayoutPack.parse(new StringReader(types)),
                    () -> false);
        } catch (Problem | IOException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** The functions, FIDs from 0 on. */
    static List<ZpciDevice> devices(int functions) {
        List<ZpciDevice> devices = new ArrayList<>();
        for (int i = 0; i < functions; i++) {
            long at = FUNCTIONS + (long) i * FUNCTION_ROOM;
            InterruptRegistration registration =
                    new InterruptRegistration(2, INTERRUPTS, at + 0x100, 0, true, SUMMARY, i);
            devices.add(new ZpciDevice(
                    0,
                    i,
                    new FunctionHandle(i),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    new ZpciDevice.Interrupts(Known.of(Optional.of(registration)), null, null, null, Known.of(at)),
                    null,
                    null,
                    null,
                    null));
        }
        return devices;
    }

    /** Symbols by name. */
    private record Names(Map<String, Long> all) implements KernelSymbols {

        @Override
        public Source source() {
            return Source.KALLSYMS;
        }

        @Override
        public OptionalLong address(String name) {
            return all.containsKey(name) ? OptionalLong.of(all.get(name)) : OptionalLong.empty();
        }

        @Override
        public Optional<Place> at(long address) {
            return Optional.empty();
        }
    }
}
