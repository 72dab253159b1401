package org.zpcidebug.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what guests/linux/initramfs/report prints. Lines of the kernel in between are passed over. */
final class LinuxReportReader {

    private static final Pattern COMPLETE =
            Pattern.compile("REPORT-BEGIN (\\d+)\\n(.*?)REPORT-END \\1\\n", Pattern.DOTALL);
    private static final Pattern STATISTIC = Pattern.compile("(\\S+) +(.+?):\\s*([0-9a-f]+)( ms)?");
    private static final Pattern INTERRUPT = Pattern.compile(" *(\\S+):((?: +\\d+)+) *(.*)");

    private final Map<String, String> functions = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> statistics = new HashMap<>();
    private final Map<String, LinuxReport.InterruptRow> interrupts = new LinkedHashMap<>();
    private int cpus;
    private double uptime;
    private double uptimeEnd;
    private OptionalLong gap = OptionalLong.empty();

    private LinuxReportReader() {}

    /** The complete reports in a console text, in order. */
    static Stream<LinuxReport> complete(String console) {
        return COMPLETE.matcher(console.replace("\r", "")).results().map(match -> new LinuxReportReader()
                .read(Integer.parseInt(match.group(1)), match.group(2)));
    }

    private LinuxReport read(int number, String body) {
        body.lines().forEach(this::line);
        List<LinuxFunction> list = new ArrayList<>();
        functions.forEach((address, attributes) -> list.add(function(address, attributes)));
        return new LinuxReport(number, uptime, uptimeEnd, list, interrupts, gap);
    }

    private void line(String line) {
        int end = line.indexOf(' ');
        String rest = line.substring(end + 1);
        switch (end < 0 ? "" : line.substring(0, end)) {
            case "UPTIME" -> uptime = Double.parseDouble(rest);
            case "UPTIME-END" -> uptimeEnd = Double.parseDouble(rest);
            case "GAP-US" -> gap = OptionalLong.of(Long.parseLong(rest));
            case "FUNCTION" -> functions.put(rest.substring(0, rest.indexOf(' ')), rest);
            case "STATISTICS" -> statistic(rest);
            case "INTERRUPTS" -> interrupt(rest);
            default -> {
                // The kernel's own.
            }
        }
    }

    private void statistic(String rest) {
        Matcher matcher = STATISTIC.matcher(rest);
        if (matcher.matches()) {
            int radix = matcher.group(2).endsWith("TOD") ? 16 : 10;
            statistics
                    .computeIfAbsent(matcher.group(1), address -> new LinkedHashMap<>())
                    .put(matcher.group(2), Long.parseUnsignedLong(matcher.group(3), radix));
        }
    }

    /** The first row names the CPUs; a row without a count for each of them has none at all. */
    private void interrupt(String rest) {
        Matcher matcher = INTERRUPT.matcher(rest);
        if (!matcher.matches()) {
            cpus = (int) Stream.of(rest.trim().split(" +"))
                    .filter(word -> word.startsWith("CPU"))
                    .count();
            return;
        }
        List<Long> counts = Stream.of(matcher.group(2).trim().split(" +"))
                .limit(cpus)
                .map(Long::valueOf)
                .toList();
        String name = matcher.group(1);
        interrupts.put(name, new LinuxReport.InterruptRow(name, counts, matcher.group(3)));
    }

    private LinuxFunction function(String address, String line) {
        Map<String, String> values = new HashMap<>();
        for (String word : line.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return new LinuxFunction(
                address,
                Long.decode(values.get("function_id")),
                Long.decode(values.get("function_handle")),
                Long.decode(values.get("uid")),
                Integer.decode(values.get("pchid")),
                Integer.decode(values.get("pfgid")),
                Integer.decode(values.get("pft")),
                Integer.decode(values.get("vfn")),
                Optional.of(values.get("driver")).filter(driver -> !"-".equals(driver)),
                statistics.getOrDefault(address, Map.of()));
    }
}
