package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.testing.Repository;

/** Tests that the messages are there. */
class MemoryTextTest {

    private static Properties messages() throws IOException {
        Properties messages = new Properties();
        try (InputStream in = MemoryProblem.class.getResourceAsStream("messages.properties")) {
            messages.load(in);
        }
        return messages;
    }

    @ParameterizedTest
    @EnumSource(MemoryAccess.class)
    void everyWayHasAName(MemoryAccess access) {
        assertThat(access.label()).doesNotStartWith("!");
        assertThat(access.id()).isLowerCase();
    }

    /** The text of MONITOR_FAILED and BAD_REPLY is the monitor's own. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MONITOR_FAILED", "BAD_REPLY"})
    void everyKindHasAText(Kind kind) throws IOException {
        assertThat(messages().keySet()).anyMatch(key -> key.toString().matches("problem\\." + kind + "(\\..*)?"));
    }

    @Test
    void everyVariantThatIsUsedHasAText() throws IOException {
        Pattern use = Pattern.compile("variant\\(\\s*Kind\\.(\\w+),\\s*\"(\\w+)\"");
        Properties messages = messages();
        int found = 0;
        try (Stream<Path> sources = Files.list(Repository.path("src/org/zpcidebug/memory"))) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path file : java) {
                Matcher uses = use.matcher(Files.readString(file));
                while (uses.find()) {
                    found++;
                    assertThat(messages).containsKey("problem." + uses.group(1) + "." + uses.group(2));
                }
            }
        }
        assertThat(found).isGreaterThan(8);
    }

    @Test
    void aBudgetIsToldInUnits() {
        assertThat(BudgetedStorage.exceeded(64L << 20).text()).contains("64 MiB");
        assertThat(BudgetedStorage.exceeded(512 << 10).text()).contains("512 KiB");
    }
}
