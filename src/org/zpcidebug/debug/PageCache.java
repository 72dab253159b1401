package org.zpcidebug.debug;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.debug.core.model.MemoryByte;

/** What is known of the bytes of some pages, and how they were at the reading before. May be used by any thread. */
final class PageCache {

    static final int PAGE = 4096;

    private static final int MOST = 64;
    private static final int KNOWN = MemoryByte.BIG_ENDIAN | MemoryByte.ENDIANESS_KNOWN;

    private final Map<Long, Page> pages = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Page> eldest) {
            return size() > MOST;
        }
    };
    private final Set<Long> asked = new HashSet<>();

    /**
     * A page.
     *
     * @param bytes null when it cannot be read
     * @param before the bytes at the reading before, null when there was none
     */
    private record Page(byte[] bytes, byte[] before) {}

    /** The bytes as the Memory view wants them; adds the pages that are not known to a list. */
    synchronized MemoryByte[] bytes(long address, int length, List<Long> missing) {
        MemoryByte[] bytes = new MemoryByte[length];
        for (int i = 0; i < length; i++) {
            long at = address + i;
            long start = at & -PAGE;
            asked.add(start);
            Page page = pages.get(start);
            if (page == null && !missing.contains(start)) {
                missing.add(start);
            }
            bytes[i] = one(page, (int) (at - start));
        }
        return bytes;
    }

    private static MemoryByte one(Page page, int offset) {
        if (page == null || page.bytes == null) {
            return new MemoryByte((byte) 0, (byte) KNOWN);
        }
        int flags = KNOWN | MemoryByte.READABLE;
        if (page.before != null) {
            flags |= MemoryByte.HISTORY_KNOWN;
            flags |= page.before[offset] == page.bytes[offset] ? 0 : MemoryByte.CHANGED;
        }
        return new MemoryByte(page.bytes[offset], (byte) flags);
    }

    /** Takes a page that was read, null when it cannot be; returns whether that makes a difference to see. */
    synchronized boolean put(long start, byte[] read) {
        Page old = pages.get(start);
        byte[] before = old == null ? null : old.bytes;
        pages.put(start, new Page(read, before));
        boolean faded = old != null && old.before != null && !Arrays.equals(old.before, old.bytes);
        return old == null || faded || !Arrays.equals(before, read);
    }

    /** The known pages that somebody has asked for since this was called last. */
    synchronized List<Long> wanted() {
        List<Long> wanted = asked.stream().filter(pages::containsKey).toList();
        asked.clear();
        return wanted;
    }
}
