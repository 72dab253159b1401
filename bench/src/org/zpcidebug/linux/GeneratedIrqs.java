package org.zpcidebug.linux;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;

/** The storage of a kernel with two CPUs and as many functions and irqs as wanted, for the benchmark. */
@SuppressWarnings("nls")
final class GeneratedIrqs {

    static final int CPUS = 2;

    private static final int MEMORY = 128 << 20;
    private static final int LOWCORES = 0x1000;
    private static final int LOWCORE = 0x2000;
    private static final int STATISTICS = 0x100;
    private static final int COUNTERS = 0x200;
    private static final int TREE = 0x8000;
    private static final int NODES = 0x10_0000;
    private static final int NODE = 576;
    private static final int SLOTS = 64;
    private static final int DESCRIPTORS = 32 << 20;
    private static final int DESCRIPTOR = 512;
    private static final int FUNCTIONS = 8 << 20;
    private static final int FUNCTION = 0x4000;
    private static final int SUMMARY = 0x7000;
    private static final int CPU_DATA = 16 << 20;
    private static final int CPU_ROOM = 2 << 20;
    private static final String TYPES =
            """
            struct lowcore 64
              cpu_nr 8 4
              percpu_offset 16 8
            struct xarray 16
              xa_head 8 8
            struct xa_node 576
              shift 0 1
              slots 40 512
            struct airq_iv 64
              vector 0 8
              data 16 8
              end 24 8
              flags 32 8
            struct irq_desc 256
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
            """;

    private final ByteBuffer bytes = ByteBuffer.allocate(MEMORY);
    private final int functions;
    private final int interrupts;
    private long ticks;

    GeneratedIrqs(int functions, int interrupts) {
        this.functions = functions;
        this.interrupts = interrupts;
        for (int cpu = 0; cpu < CPUS; cpu++) {
            bytes.putLong(LOWCORES + cpu * 8, LOWCORE + cpu * 0x100L);
            bytes.putInt(LOWCORE + cpu * 0x100 + 8, cpu);
            bytes.putLong(LOWCORE + cpu * 0x100 + 16, CPU_DATA + (long) cpu * CPU_ROOM);
        }
        for (int irq = 1; irq <= functions * interrupts; irq++) {
            descriptor(irq);
        }
        tree(functions * interrupts + 1);
        for (int f = 0; f < functions; f++) {
            int at = FUNCTIONS + f * FUNCTION;
            bytes.putLong(at, at + 0x100).putLong(at + 16, at + 0x400).putLong(at + 24, interrupts);
            for (int i = 0; i < interrupts; i++) {
                bytes.putInt(at + 0x400 + i * 4, f * interrupts + i + 1);
            }
        }
    }

    private void descriptor(int irq) {
        int at = DESCRIPTORS + irq * DESCRIPTOR;
        bytes.putLong(at, at + 0x80).putInt(at + 12, irq).putLong(at + 64, COUNTERS + irq * 4L);
        bytes.putLong(at + 72, at + 0x100).putLong(at + 0x108, at + 0x120).putInt(at + 0x80, irq);
        bytes.putInt(at + 0x88, 0xfe00_0000).putInt(at + 0x8c, irq).put(at + 0x94, (byte) 0x80);
        byte[] name = ("queue-" + irq).getBytes(StandardCharsets.ISO_8859_1);
        bytes.put(at + 0x120, name);
    }

    private void tree(int count) {
        int[] next = {NODES};
        bytes.putLong(TREE + 8, node(0, count, 12, next) + 2L);
    }

    private int node(int first, int count, int shift, int[] next) {
        int at = next[0];
        next[0] += NODE;
        bytes.put(at, (byte) shift);
        for (int i = 0; i < SLOTS && first + (i << shift) < count; i++) {
            int index = first + (i << shift);
            long entry = shift > 0 ? node(index, count, shift - 6, next) + 2L : DESCRIPTORS + (long) index * DESCRIPTOR;
            bytes.putLong(at + 40 + i * 8, entry);
        }
        return at;
    }

    /** One in eight counters goes on. */
    void tick() {
        ticks++;
        for (int i = 7; i < functions * interrupts; i += 8) {
            bytes.putInt((int) counter((int) (ticks % CPUS), i), (int) ((ticks + CPUS - 1) / CPUS));
        }
    }

    /** The count of the last interrupt. */
    long expected() {
        long total = 0;
        for (int cpu = 0; cpu < CPUS; cpu++) {
            total += bytes.getInt((int) counter(cpu, functions * interrupts - 1));
        }
        return total;
    }

    /** The address of a counter. */
    long counter(int cpu, int interrupt) {
        return CPU_DATA + (long) cpu * CPU_ROOM + COUNTERS + (interrupt + 1) * 4L;
    }

    AbsoluteStorage storage() {
        return extents -> {
            List<StorageRead> reads = new ArrayList<>(extents.size());
            for (Extent extent : extents) {
                byte[] copy = new byte[extent.length()];
                bytes.get((int) extent.address(), copy);
                reads.add(StorageRead.of(extent, copy));
            }
            return reads;
        };
    }

    LinuxInterrupts reader() throws Problem, IOException {
        VmCoreInfo info = VmCoreInfo.parse(
                "SYMBOL(lowcore_ptr)=1000\nLENGTH(lowcore_ptr)=4\n".getBytes(StandardCharsets.ISO_8859_1));
        KernelAddressSpace space = new KernelAddressSpace(storage(), info, OsInfo.find(storage()), MEMORY);
        Map<String, Long> names = Map.of("irq_desc_tree", (long) TREE, "irq_stat", (long) STATISTICS);
        return new LinuxInterrupts(
                new KernelMemory(storage(), space),
                new Names(names),
                info,
                LayoutPack.parse(new StringReader(TYPES)),
                () -> false);
    }

    List<ZpciDevice> devices() {
        List<ZpciDevice> devices = new ArrayList<>();
        for (int i = 0; i < functions; i++) {
            long at = FUNCTIONS + (long) i * FUNCTION;
            InterruptRegistration registration =
                    new InterruptRegistration(2, interrupts, at + 0x100, 0, true, SUMMARY, i);
            ZpciDevice.Interrupts own =
                    new ZpciDevice.Interrupts(Known.of(Optional.of(registration)), null, null, null, Known.of(at));
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
                    own,
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
