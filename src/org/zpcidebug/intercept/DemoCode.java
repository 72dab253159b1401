package org.zpcidebug.intercept;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;

/**
 * The code of the demo guest that comes with the plugin. It has no symbols in memory; what it tells of itself is in its
 * report (guests/demo/REPORT.md), version 1: the extent of its code, the names of its sites, and its functions.
 */
@SuppressWarnings("nls")
final class DemoCode implements GuestCode {

    private static final long REPORT = 0x10_0000;
    private static final int HEADER_BYTES = 0x200;
    private static final String MAGIC = "ZPCIDEMO";
    private static final int VERSION = 1;
    private static final int SITES = 0x58;
    private static final int FUNCTIONS = 0x64;
    private static final int TEXT_START = 0x70;
    private static final int TEXT_END = 0x78;
    private static final int NAME_BYTES = 32;
    private static final int SITE_ADDRESS = 0x20;
    private static final long MOST_RECORDS = 256;
    private static final long MOST_BYTES = 4096;
    private static final long MOST_CODE = 1 << 20;
    private static final long WITHOUT_ENABLE_BIT = 0x7fff_ffffL;

    private final AbsoluteStorage storage;
    private final Table functions;
    private final List<Site> sites;

    /** A table in the report: its place, how many records, and the size of each. */
    private record Table(long address, int count, int bytes) {

        static Table of(BigEndian header, int at) {
            long count = Math.min(header.u32(at + 4), MOST_RECORDS);
            long bytes = Math.min(header.u32(at + 8), MOST_BYTES);
            return new Table(REPORT + header.u32(at), (int) count, (int) bytes);
        }
    }

    private DemoCode(AbsoluteStorage storage, BigEndian header) {
        this.storage = storage;
        this.functions = Table.of(header, FUNCTIONS);
        Map<Long, String> names = names(Table.of(header, SITES));
        this.sites = sites(header.u64(TEXT_START), header.u64(TEXT_END), names);
    }

    /** The demo guest's code; empty when this is another guest, or one that has not begun yet. */
    static Optional<GuestCode> find(AbsoluteStorage storage) {
        StorageRead header = storage.read(REPORT, HEADER_BYTES);
        if (!header.isReadable()) {
            return Optional.empty();
        }
        String magic = new String(header.bytes().bytes(0, MAGIC.length()), StandardCharsets.ISO_8859_1);
        boolean isDemo = magic.equals(MAGIC) && header.bytes().u32(MAGIC.length()) == VERSION;
        return isDemo ? Optional.of(new DemoCode(storage, header.bytes())) : Optional.empty();
    }

    private Map<Long, String> names(Table table) {
        Map<Long, String> names = new HashMap<>();
        for (BigEndian site : records(table, SITE_ADDRESS + Long.BYTES)) {
            String name = new String(site.bytes(0, NAME_BYTES), StandardCharsets.ISO_8859_1);
            int end = name.indexOf(0);
            names.put(site.u64(SITE_ADDRESS), end < 0 ? name : name.substring(0, end));
        }
        return names;
    }

    private List<Site> sites(long start, long end, Map<Long, String> names) {
        List<Site> found = new ArrayList<>();
        for (Site site : SweptCode.sweep(storage, start, Math.min(end - start, MOST_CODE))) {
            found.add(new Site(site.address(), site.instruction(), names.getOrDefault(site.address(), ""), 0));
        }
        return List.copyOf(found);
    }

    private List<BigEndian> records(Table table, int needed) {
        List<BigEndian> records = new ArrayList<>();
        StorageRead all = storage.read(table.address(), table.count() * table.bytes());
        if (all.isReadable() && table.bytes() >= needed) {
            for (int i = 0; i < table.count(); i++) {
                records.add(all.bytes().slice(i * table.bytes(), table.bytes()));
            }
        }
        return records;
    }

    @Override
    public List<Site> sites() {
        return sites;
    }

    @Override
    public Optional<Place> place(long address) {
        return Optional.empty();
    }

    @Override
    public List<Site> overwritten(List<Site> armed) {
        return SiteCheck.overwritten(storage, address -> Translation.valid(address, address, true), armed);
    }

    @Override
    public OptionalLong fid(long handle) {
        return records(functions, Long.BYTES).stream()
                .filter(function -> ((function.u32(4) ^ handle) & WITHOUT_ENABLE_BIT) == 0)
                .mapToLong(function -> function.u32(0))
                .findFirst();
    }
}
