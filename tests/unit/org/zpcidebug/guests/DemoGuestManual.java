package org.zpcidebug.guests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zpcidebug.testing.Repository;

/** What the documents and sources in guests/demo say, for tests to compare. */
final class DemoGuestManual {

    private static final Pattern SITE = Pattern.compile("^SITE\\((\\w+), \\w+\\)", Pattern.MULTILINE);

    private DemoGuestManual() {}

    /**
     * A row of README.md's table of options.
     *
     * @param values the words it can have, or one of "N", "FID" or "..."
     */
    record Option(String name, List<String> values, String standard) {

        /** Whether any number goes. */
        boolean isNumber() {
            return values.equals(List.of("N")) || values.equals(List.of("FID")) || values.equals(List.of("2"));
        }
    }

    /**
     * A row of README.md's table of faults.
     *
     * @param pec the PCI event code that is announced
     */
    record Fault(String word, int pec) {}

    static String text(String name) {
        try {
            return Files.readString(Repository.path("guests/demo/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options that README.md describes; those with "..." have the values of their own table there. */
    static List<Option> options() {
        return rows("## Options").map(DemoGuestManual::option).toList();
    }

    private static Option option(List<String> cells) {
        String[] parts = cells.get(0).split("=", 2);
        List<String> values =
                switch (parts[0]) {
                    case "gate" -> gates();
                    case "fault" -> faults().stream().map(Fault::word).toList();
                    default -> List.of(parts[1].split(", "));
                };
        return new Option(parts[0], values, cells.get(1));
    }

    static List<String> gates() {
        return rows("### Gates").map(cells -> cells.get(0)).toList();
    }

    static List<Fault> faults() {
        return rows("### Faults")
                .map(cells -> new Fault(cells.get(0), Integer.parseInt(cells.get(2))))
                .toList();
    }

    /** The names of all sites, in the order of the records. */
    static List<String> sites() {
        return sites(text("src/sites.def"));
    }

    /** The names of the sites that are executed without errors. */
    static List<String> defaultSites() {
        String all = text("src/sites.def");
        return sites(all.substring(0, all.indexOf("/* Errors")));
    }

    private static List<String> sites(String definition) {
        return SITE.matcher(definition)
                .results()
                .map(match -> "site_" + match.group(1))
                .toList();
    }

    /** The cells of the first table of README.md after a heading, without the table's own heading. */
    private static Stream<List<String>> rows(String heading) {
        List<List<String>> rows = new ArrayList<>();
        String text = text("README.md");
        for (String line : text.substring(text.indexOf("\n" + heading + "\n")).split("\n")) {
            if (line.startsWith("| ")) {
                rows.add(cells(line));
            } else if (!rows.isEmpty() && !line.startsWith("|")) {
                break;
            }
        }
        return rows.stream().skip(1);
    }

    /** The cells of a line of a table. */
    static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }
}
