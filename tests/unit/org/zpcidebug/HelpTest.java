package org.zpcidebug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zpcidebug.inspect.FunctionField;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.testing.Repository;

/** The help explains every field and every message there is, and no link in it leads nowhere. */
class HelpTest {

    private static final Path PAGES = Repository.root().resolve("docs/html");
    private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("\\b(?:href|src)=\"([^\"]+)\"");

    @Test
    void everyFieldIsExplained() throws IOException {
        List<String> explained = all(ID, PAGES.resolve("functions-view.html"));
        assertThat(FunctionFields.all()).extracting(FunctionField::path).isSubsetOf(explained);
    }

    @Test
    void everyMessageOfAMonitorIsExplained() throws IOException {
        List<String> explained = all(ID, PAGES.resolve("troubleshooting.html"));
        assertThat(keys("hypervisor").filter(key -> key.startsWith("monitor.") && !key.startsWith("monitor.address.")))
                .isNotEmpty()
                .isSubsetOf(explained);
    }

    @Test
    void everyProblemOfASessionIsExplained() throws IOException {
        List<String> explained = all(ID, PAGES.resolve("troubleshooting.html"));
        assertThat(keys("inspect").filter(key -> key.startsWith("problem.") || key.startsWith("notice.")))
                .isNotEmpty()
                .isSubsetOf(explained);
    }

    @Test
    void noLinkLeadsNowhere() throws IOException {
        try (Stream<Path> pages =
                Files.list(PAGES).filter(page -> page.toString().endsWith(".html"))) {
            for (Path page : pages.toList()) {
                for (String link : all(LINK, page)) {
                    checkLink(page, link);
                }
            }
        }
    }

    private static void checkLink(Path page, String link) throws IOException {
        if (link.matches("[a-z]+:.*")) {
            return;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        assertThat(target).as(page.getFileName() + " links to " + link).exists();
        if (parts.length == 2) {
            assertThat(all(ID, target))
                    .as(page.getFileName() + " links to " + link)
                    .contains(parts[1]);
        }
    }

    private static List<String> all(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static Stream<String> keys(String packageName) throws IOException {
        Properties properties = new Properties();
        Path file = Repository.root().resolve("src/org/zpcidebug/" + packageName + "/messages.properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream();
    }
}
