package org.zpcidebug.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;

/** Reads one of the two reports of a demo guest; tells when it changed meanwhile. */
final class DemoGuestReportReader {

    private static final String MAGIC = "ZPCIDEMO";
    private static final int VERSION = 1;
    private static final int SEQUENCE = 0x10;
    private static final int EVENTS = 0x400;
    private static final int HEADER_BYTES = EVENTS + DemoGuestReportEvent.RING * DemoGuestReportEvent.BYTES;
    private static final long MOST_SITES = 96;
    private static final long MOST_FUNCTIONS = 32;

    private final AbsoluteStorage storage;
    private final long address;

    DemoGuestReportReader(AbsoluteStorage storage, long address) {
        this.storage = storage;
        this.address = address;
    }

    /**
     * Reads it once.
     *
     * @throws AssertionError it cannot be read, is none, or changed meanwhile
     */
    DemoGuestReport read() {
        long sequence = sequence();
        check((sequence & 1) == 0, "it is being changed");
        BigEndian page = bytes(0, HEADER_BYTES);
        DemoGuestReportHeader header = DemoGuestReportHeader.read(page);
        check(MAGIC.equals(header.magic()), "there is none");
        check(header.version() == VERSION, "its version is " + header.version());
        check(header.siteCount() <= MOST_SITES, "site_count is " + header.siteCount());
        check(header.functionCount() <= MOST_FUNCTIONS, "function_count is " + header.functionCount());
        DemoGuestReport report = new DemoGuestReport(header, sites(header), functions(header), events(header, page));
        check(sequence() == sequence, "it was changed while it was read");
        return report;
    }

    private Map<String, DemoGuestReportSite> sites(DemoGuestReportHeader header) {
        check(header.siteBytes() == DemoGuestReportSite.BYTES, "site_bytes is " + header.siteBytes());
        Map<String, DemoGuestReportSite> sites = new LinkedHashMap<>();
        for (BigEndian record : records(header.sitesOffset(), header.siteCount(), DemoGuestReportSite.BYTES)) {
            DemoGuestReportSite site = DemoGuestReportSite.read(record);
            sites.put(site.name(), site);
        }
        return sites;
    }

    private List<DemoGuestReportFunction> functions(DemoGuestReportHeader header) {
        int bytes = DemoGuestReportFunction.BYTES;
        check(header.functionBytes() == bytes, "function_bytes is " + header.functionBytes());
        return records(header.functionsOffset(), header.functionCount(), bytes).stream()
                .map(DemoGuestReportFunction::read)
                .toList();
    }

    private List<BigEndian> records(long offset, long count, int size) {
        BigEndian all = bytes(Math.toIntExact(offset), (int) count * size);
        return IntStream.range(0, (int) count)
                .mapToObj(index -> all.slice(index * size, size))
                .toList();
    }

    private static List<DemoGuestReportEvent> events(DemoGuestReportHeader header, BigEndian page) {
        long next = header.errorEvents() + header.availabilityEvents();
        return LongStream.range(Math.max(0, next - DemoGuestReportEvent.RING), next)
                .map(number -> EVENTS + number % DemoGuestReportEvent.RING * DemoGuestReportEvent.BYTES)
                .mapToObj(offset -> DemoGuestReportEvent.read(page.slice((int) offset, DemoGuestReportEvent.BYTES)))
                .toList();
    }

    private long sequence() {
        return bytes(SEQUENCE, Long.BYTES).u64(0);
    }

    private BigEndian bytes(int offset, int length) {
        StorageRead read = storage.read(address + offset, length);
        check(read.isReadable(), read.problem());
        return read.bytes();
    }

    private void check(boolean condition, String problem) {
        if (!condition) {
            throw new AssertionError(String.format(Locale.ROOT, "The report at 0x%x: %s", address, problem));
        }
    }

    /** Text that is padded with zeros. */
    static String text(BigEndian bytes, int offset, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = offset; i < offset + length && bytes.u8(i) != 0; i++) {
            text.append((char) bytes.u8(i));
        }
        return text.toString();
    }

    /** Doublewords in a row. */
    static List<Long> numbers(BigEndian bytes, int offset, int count) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(bytes.u64(offset + i * Long.BYTES));
        }
        return List.copyOf(numbers);
    }
}
