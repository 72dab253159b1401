package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README.md and REPORT.md of the demo guest say what its sources say. */
class DemoGuestDocumentsTest {

    private static final Pattern OPTION = Pattern.compile("OPTION\\((\\w+), (\\w+), (\\w+)\\)");
    private static final Pattern WORDS = Pattern.compile("const char \\*const (\\w+)\\[\\] = \\{([^}]*)NULL,?\\s*\\}");
    private static final Pattern MAXIMUM = Pattern.compile("#define (MAX_\\w+) (\\d+)");
    private static final Pattern FIELD = Pattern.compile(
            "^\\t(?:struct )?(\\w+) (\\w+)(?:\\[(\\w+)\\])?; /\\* 0x([0-9a-f]+) (.*) \\*/$", Pattern.MULTILINE);
    private static final Pattern ROW =
            Pattern.compile("^\\| 0x([0-9a-f]+) \\| (\\S+) \\| (\\w+) \\| (.*) \\|$", Pattern.MULTILINE);

    private static Stream<MatchResult> matches(Pattern pattern, String file) {
        return pattern.matcher(DemoGuestManual.text(file)).results();
    }

    @Test
    void theOptionsAreDescribed() {
        Map<String, List<String>> words = new HashMap<>();
        matches(WORDS, "src/options.c").forEach(match -> words.put(match.group(1), words(match.group(2))));
        Map<String, MatchResult> known = new HashMap<>();
        matches(OPTION, "src/options.c").forEach(match -> known.put(match.group(1), match));
        known.remove("name");

        List<DemoGuestManual.Option> options = DemoGuestManual.options();
        assertThat(options)
                .extracting(DemoGuestManual.Option::name)
                .containsExactlyInAnyOrderElementsOf(known.keySet());
        for (DemoGuestManual.Option option : options) {
            MatchResult source = known.get(option.name());
            List<String> allowed = words.get(source.group(3));
            assertThat(allowed == null).as(option.name()).isEqualTo(option.isNumber());
            assertThat(option.standard()).as("default of %s", option.name()).isIn(standards(source.group(2), allowed));
            if (allowed != null) {
                assertThat(Stream.concat(option.values().stream(), Stream.of("none"))
                                .distinct())
                        .as(option.name())
                        .containsAll(allowed);
                assertThat(allowed).as(option.name()).containsAll(option.values());
            }
        }
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(1, word.length() - 1))
                .toList();
    }

    /** How the document may express a default. */
    private static List<String> standards(String source, List<String> words) {
        if ("ANY".equals(source)) {
            return List.of("all", "none", "");
        }
        if (source.endsWith("_NONE")) {
            return List.of("none");
        }
        return List.of(words == null ? source : words.get(Integer.parseInt(source)));
    }

    /** Offset, type, name and meaning of every field, in the order in which they stand. */
    @Test
    void theReportIsDescribed() {
        Map<String, String> maxima = new HashMap<>();
        matches(MAXIMUM, "src/report.h").forEach(match -> maxima.put(match.group(1), match.group(2)));
        List<String> declared = matches(FIELD, "src/report.h")
                .filter(match -> !match.group(2).startsWith("reserved"))
                .map(match -> String.format(
                        "%s %s%s %s: %s",
                        Integer.parseInt(match.group(4), 16),
                        match.group(1),
                        dimension(match.group(3), maxima),
                        match.group(2),
                        match.group(5)))
                .toList();
        List<String> described = matches(ROW, "REPORT.md")
                .map(match -> String.format(
                        "%s %s %s: %s",
                        Integer.parseInt(match.group(1), 16), match.group(2), match.group(3), match.group(4)))
                .toList();
        assertThat(declared).hasSizeGreaterThan(150);
        assertThat(described).containsExactlyInAnyOrderElementsOf(declared);
    }

    private static String dimension(String declared, Map<String, String> maxima) {
        return declared == null ? "" : "[" + maxima.getOrDefault(declared, declared) + "]";
    }

    @Test
    void theFaultsAndGatesAreNumberedInOrder() {
        assertThat(DemoGuestManual.text("REPORT.md").replace('\n', ' '))
                .contains(numbered("`gate`", DemoGuestManual.gates()))
                .contains(numbered(
                        "`fault`",
                        DemoGuestManual.faults().stream()
                                .map(DemoGuestManual.Fault::word)
                                .toList()));
    }

    private static String numbered(String name, List<String> words) {
        StringBuilder text = new StringBuilder(name + " is 0 none");
        for (int i = 0; i < words.size(); i++) {
            text.append(", ").append(i + 1).append(' ').append(words.get(i));
        }
        return text.toString();
    }
}
