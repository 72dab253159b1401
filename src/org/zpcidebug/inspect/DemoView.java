package org.zpcidebug.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.linux.InterruptReading;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.FunctionState;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptRegistration;

/**
 * What the demo guest says of its interrupts in its report (guests/demo/REPORT.md). Bits are read where it registered
 * them.
 *
 * @param functions by FID
 * @param interrupts in the form in which Linux's are given; there are no irqs
 * @param published what it says of each function besides, by FID
 */
@SuppressWarnings("nls")
record DemoView(Map<Long, Function> functions, InterruptReading interrupts, Map<Long, DemoFunction> published) {

    private static final int HEADER = 0x120;
    private static final int ADAPTER_INTERRUPTS = 0xd0;
    private static final int VECTORS = 0x400;
    private static final int MOST_VECTORS = 128;
    private static final int MOST_INTERRUPTS = 2048;

    private static final List<FunctionState> STATES = List.of(
            FunctionState.RESERVED,
            FunctionState.STANDBY,
            FunctionState.DISABLED,
            FunctionState.ENABLED,
            FunctionState.BLOCKED,
            FunctionState.ERROR);

    /**
     * One function.
     *
     * @param state null for a number that is not known here
     * @param registration empty while no interrupts are registered
     */
    record Function(FunctionHandle handle, FunctionState state, Optional<InterruptRegistration> registration) {}

    /** Reads the report; empty when the guest is no demo guest that is ready. */
    static Optional<DemoView> read(AbsoluteStorage storage) {
        return DemoReport.header(storage, HEADER).map(header -> read(storage, header));
    }

    private static DemoView read(AbsoluteStorage storage, BigEndian header) {
        List<BigEndian> records = DemoReport.functions(storage, header, DemoReport.FUNCTION);
        Map<Long, Function> functions = new LinkedHashMap<>();
        List<Extent> extents = new ArrayList<>();
        for (BigEndian record : records) {
            Function function = function(record);
            functions.put(record.u32(0), function);
            function.registration().ifPresent(registration -> {
                extents.add(new Extent(registration.vector(), InterruptBits.bytes(registration)));
                extents.add(new Extent(registration.summaryByte(), 1));
            });
        }
        List<StorageRead> bits = storage.read(extents);
        Map<Long, FunctionInterrupts> interrupts = new LinkedHashMap<>();
        int next = 0;
        for (BigEndian record : records) {
            Optional<InterruptRegistration> registration =
                    functions.get(record.u32(0)).registration();
            if (registration.isPresent()) {
                interrupts.put(
                        record.u32(0), interrupts(record, registration.get(), bits.get(next), bits.get(next + 1)));
                next += 2;
            }
        }
        Map<String, List<Long>> rows = Map.of("PCF", List.of(header.u64(ADAPTER_INTERRUPTS)));
        return new DemoView(
                functions,
                new InterruptReading(System.nanoTime(), Known.of(List.of(0)), Known.of(rows), interrupts),
                DemoReport.published(storage));
    }

    private static Function function(BigEndian record) {
        long state = record.u32(0x0c);
        return new Function(
                new FunctionHandle((int) record.u32(0x04)),
                state < STATES.size() ? STATES.get((int) state) : null,
                registration(record));
    }

    /** The interrupts that a function's record says are registered. */
    static Optional<InterruptRegistration> registration(BigEndian record) {
        int count = record.u16(0x54);
        boolean registered = record.u8(0x51) != 0 && count <= MOST_INTERRUPTS;
        return registered
                ? Optional.of(new InterruptRegistration(
                        record.u8(0x53) & 7,
                        count,
                        record.u64(0x70),
                        record.u8(0x56) & 0x3f,
                        true,
                        record.u64(0x78),
                        record.u8(0x57) & 0x3f))
                : Optional.empty();
    }

    private static FunctionInterrupts interrupts(
            BigEndian record, InterruptRegistration registration, StorageRead vector, StorageRead summary) {
        Known<InterruptBits> bits = vector.isReadable() && summary.isReadable()
                ? Known.of(new InterruptBits(
                        registration, vector.bytes(), summary.bytes().u8(0)))
                : Known.unknown(Words.of("demo.bits"));
        int[] counts = new int[registration.count()];
        for (int i = 0; i < Math.min(counts.length, MOST_VECTORS); i++) {
            counts[i] = (int) record.u64(VECTORS + i * Long.BYTES);
        }
        return new FunctionInterrupts(
                bits, Known.unknown(Words.of("demo.noIrqs")), Known.of(new InterruptCounts(counts.length, 1, counts)));
    }
}
