package org.zpcidebug.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zpcidebug.Text;

/**
 * Command-line options of the form {@code -name VALUE}, or {@code -name} alone for a switch. Each stands at most once.
 *
 * @param values the options that were given; a switch has an empty value
 */
@SuppressWarnings("nls")
record Options(Map<String, String> values) {

    /**
     * Sorts arguments into options.
     *
     * @param valued the names of the options that have a value
     * @param switches the names of those that have none
     * @throws UsageException when an argument is none of them, is there twice, or lacks its value
     */
    static Options parse(List<String> arguments, Set<String> valued, Set<String> switches) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            String value = "";
            if (valued.contains(name)) {
                if (++i == arguments.size() || arguments.get(i).isEmpty()) {
                    throw new UsageException(Text.of(Options.class, "usage.noValue", name));
                }
                value = arguments.get(i);
            } else if (!switches.contains(name)) {
                throw new UsageException(Text.of(Options.class, "usage.unknown", name, known(valued, switches)));
            }
            if (values.put(name, value) != null) {
                throw new UsageException(Text.of(Options.class, "usage.twice", name));
            }
        }
        return new Options(values);
    }

    private static String known(Set<String> valued, Set<String> switches) {
        Set<String> known = new TreeSet<>(valued);
        known.addAll(switches);
        return String.join(" ", known);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return value(name).orElseThrow(() -> new UsageException(Text.of(Options.class, "usage.missing", name)));
    }
}
