package org.zpcidebug.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The readable parts of a process's address space, from {@code /proc/PID/maps} (proc(5)). */
@SuppressWarnings("nls")
final class ProcessMaps {

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([r-])[w-][x-][sp] [0-9a-f]{8,16} .*");

    private static final int MOST_LINES = 1_000_000;

    /** Addresses are below 2^63 for every process. */
    private record Mapping(long start, long end) {}

    private final List<Mapping> mappings = new ArrayList<>();

    private ProcessMaps() {}

    /** Reads the file's text; lines of another form are skipped. */
    static ProcessMaps parse(String text) {
        ProcessMaps maps = new ProcessMaps();
        text.lines().limit(MOST_LINES).forEach(maps::add);
        return maps;
    }

    private void add(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && matcher.group(3).equals("r")) {
            long start = Long.parseUnsignedLong(matcher.group(1), 16);
            long end = Long.parseUnsignedLong(matcher.group(2), 16);
            if (start >= 0 && end > start) {
                mappings.add(new Mapping(start, end));
            }
        }
    }

    /** Whether all of a range is mapped and readable, be it in several mappings. */
    boolean cover(long start, long length) {
        long at = start;
        for (Mapping mapping : mappings) {
            if (mapping.start <= at && at < mapping.end) {
                at = mapping.end;
            }
            if (at - start >= length) {
                return true;
            }
        }
        return false;
    }
}
