package org.zpcidebug.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaWalk;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.ErrorEvent;
import org.zpcidebug.zpci.FaultCause;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.MeasurementBlock;

/**
 * The registrations that the demo guest publishes in its memory, big-endian, as guests/demo/REPORT.md lays them out: it
 * is no Linux, and its tables are found by what it says of itself.
 */
@SuppressWarnings("nls")
final class DemoReport {

    private static final long ADDRESS = 0x100000;
    private static final int HEADER = 0x70;
    /** "ZPCIDEMO". */
    private static final long MAGIC = 0x5a50434944454d4fL;

    private static final int VERSION = 1;
    private static final int MOST_FUNCTIONS = 32;
    private static final int MOST_BYTES = 0x15000;
    private static final int REGISTRATION = 0x70;

    /** The length of a function's record. */
    static final int FUNCTION = 0x800;

    private static final int RECORD = 0x188;

    /** The first state of a function that is configured. */
    private static final int DISABLED = 2;

    private static final int EVENTS = 0x400;
    private static final int EVENT_BYTES = 32;
    private static final int EVENT_COUNT = 32;
    private static final int AVAILABILITY = 2;
    private static final int DECONFIGURE_REQUEST = 0x303;

    private DemoReport() {}

    /** The address space of a function, empty when none is registered; nothing at all when the guest is no demo guest or does not know the function. */
    static Optional<Optional<DmaSpace>> space(AbsoluteStorage storage, long fid) {
        return header(storage, HEADER).stream()
                .flatMap(header -> functions(storage, header, REGISTRATION).stream())
                .filter(function -> function.u32(0) == fid)
                .findFirst()
                .map(DemoReport::registered);
    }

    /** The first bytes of the report; empty when the guest is no demo guest that is ready. */
    static Optional<BigEndian> header(AbsoluteStorage storage, int length) {
        StorageRead header = storage.read(ADDRESS, Math.max(HEADER, length));
        return header.isReadable() && isReport(header.bytes()) ? Optional.of(header.bytes()) : Optional.empty();
    }

    /** The first bytes of the functions' records. */
    static List<BigEndian> functions(AbsoluteStorage storage, BigEndian header, int length) {
        return storage.read(records(header, length)).stream()
                .filter(StorageRead::isReadable)
                .map(StorageRead::bytes)
                .toList();
    }

    private static boolean isReport(BigEndian header) {
        return header.u64(0) == MAGIC && header.u32(0x08) == VERSION && header.u32(0x0c) == 1;
    }

    private static List<Extent> records(BigEndian header, int length) {
        long offset = header.u32(0x64);
        long count = Math.min(header.u32(0x68), MOST_FUNCTIONS);
        long bytes = header.u32(0x6c);
        List<Extent> records = new ArrayList<>();
        for (int i = 0; i < count && offset + (i + 1) * bytes <= MOST_BYTES && bytes >= length; i++) {
            records.add(new Extent(ADDRESS + offset + i * bytes, length));
        }
        return records;
    }

    private static Optional<DmaSpace> registered(BigEndian function) {
        if (function.u8(0x50) == 0) {
            return Optional.empty();
        }
        DmaWindow window = new DmaWindow(function.u64(0x60), function.u64(0x68));
        return Optional.of(new DmaSpace(new Iota(function.u64(0x58)), window));
    }

    /** What it says of each function that is there, by FID; empty when the guest is no demo guest. */
    static Map<Long, DemoFunction> published(AbsoluteStorage storage) {
        Map<Long, DemoFunction> functions = new HashMap<>();
        header(storage, EVENTS + EVENT_COUNT * EVENT_BYTES).ifPresent(header -> {
            for (BigEndian function : functions(storage, header, RECORD)) {
                if (function.u32(0x00c) != 0) {
                    functions.put(function.u32(0), published(storage, header, function));
                }
            }
        });
        return functions;
    }

    private static DemoFunction published(AbsoluteStorage storage, BigEndian header, BigEndian function) {
        return new DemoFunction(
                new FunctionHandle((int) function.u32(0x004)),
                function.u32(0x008),
                function.u32(0x00c) >= DISABLED,
                registered(function),
                DemoView.registration(function),
                function.u64(0x090),
                measurement(storage, function),
                fault(storage, function),
                isUnplugAsked(header, function.u32(0)));
    }

    private static Optional<MeasurementBlock> measurement(AbsoluteStorage storage, BigEndian function) {
        if (function.u8(0x52) == 0) {
            return Optional.empty();
        }
        StorageRead block = storage.read(function.u64(0x080), MeasurementBlock.BYTES);
        return block.isReadable() ? Optional.of(MeasurementBlock.of(block.bytes())) : Optional.empty();
    }

    private static Optional<DemoFunction.Fault> fault(AbsoluteStorage storage, BigEndian function) {
        if (function.u64(0x170) == 0) {
            return Optional.empty();
        }
        long address = function.u64(0x178);
        return ErrorEvent.of((int) function.u32(0x180))
                .map(event -> new DemoFunction.Fault(event, address, cause(storage, event, function, address)));
    }

    private static FaultCause cause(AbsoluteStorage storage, ErrorEvent event, BigEndian function, long address) {
        return registered(function)
                .map(space -> FaultCause.of(event, DmaWalk.translate(storage, space, address)))
                .orElse(event == ErrorEvent.INVALID_ADDRESS_SPACE ? FaultCause.NO_TABLES : FaultCause.UNKNOWN);
    }

    /** Whether the function's last availability event is a request to give it back. */
    private static boolean isUnplugAsked(BigEndian header, long fid) {
        long count = header.u64(0x120) + header.u64(0x128);
        for (long number = count - 1; number >= Math.max(0, count - EVENT_COUNT); number--) {
            int at = EVENTS + (int) (number % EVENT_COUNT) * EVENT_BYTES;
            if (header.u32(at + 0x0c) == fid && header.u8(at + 0x1a) == AVAILABILITY) {
                return header.u16(at + 0x18) == DECONFIGURE_REQUEST;
            }
        }
        return false;
    }
}
