package org.zpcidebug.memory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the reply to the monitor's {@code info mtree -f}: for each view of memory the address spaces that use it, then
 * its ranges in ascending order. The guest's absolute storage is the address space named {@code memory}.
 */
@SuppressWarnings("nls")
final class FlatView {

    private static final String MEMORY = " AS \"memory\", root: ";

    private static final Pattern RANGE = Pattern.compile("  ([0-9a-f]{16})-([0-9a-f]{16}) \\(prio -?\\d{1,11}, "
            + "([a-z/-]{1,16})\\): (.{1,300}?)(?: @[0-9a-f]{16})?(?: KVM)?");

    private static final int MOST_LINES = 200_000;
    private static final long PAGE_MASK = 0xfff;

    private FlatView() {}

    /**
     * The RAM of the guest, without host addresses.
     *
     * @throws IllegalArgumentException when the text is not such a reply, or shows no RAM
     */
    static RamMap parse(String text) {
        Iterator<String> lines = text.lines().limit(MOST_LINES).iterator();
        while (lines.hasNext()) {
            if (lines.next().startsWith(MEMORY)) {
                return ram(lines);
            }
        }
        throw new IllegalArgumentException("no address space \"memory\"");
    }

    /** Reads on to the end of the view, which is an empty line. */
    private static RamMap ram(Iterator<String> lines) {
        List<RamRange> ranges = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty()) {
                break;
            }
            if (!line.startsWith(" AS ") && !line.startsWith(" Root memory region: ")) {
                add(ranges, line);
            }
            if (ranges.size() > RamMap.MOST_RANGES) {
                break;
            }
        }
        return new RamMap(ranges);
    }

    private static void add(List<RamRange> ranges, String line) {
        Matcher range = RANGE.matcher(line);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "not a range of memory: " + line.substring(0, Math.min(80, line.length())));
        }
        long start = Long.parseUnsignedLong(range.group(1), 16);
        long last = Long.parseUnsignedLong(range.group(2), 16);
        if (isRam(range.group(3)) && isWholePages(start, last)) {
            ranges.add(new RamRange(start, last - start + 1, range.group(4), 0));
        }
    }

    /** Not {@code ramd}: that is a device's memory, where reading may have effects. */
    private static boolean isRam(String type) {
        return type.equals("ram") || type.equals("rom") || type.equals("nv-ram");
    }

    private static boolean isWholePages(long start, long last) {
        return (start & PAGE_MASK) == 0 && (last & PAGE_MASK) == PAGE_MASK;
    }
}
