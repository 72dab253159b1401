package org.zpcidebug.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.testing.FakeMonitor;

/** Tests that {@link ZpciCommand} fails as scripts expect it: one line, and a status that says whose fault it is. */
class ZpciCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "inspect",
                "inspect -monitor",
                "inspect -monitor nonsense",
                "inspect -monitor tcp:localhost:99999",
                "inspect -monitor unix:/nonexistent -dance",
                "inspect -monitor unix:/nonexistent -format xml",
                "inspect -monitor unix:/nonexistent -monitor unix:/nonexistent",
                "inspect -monitor unix:/nonexistent -vmlinux",
                "inspect -monitor unix:/nonexistent -vmlinux /nonexistent/vmlinux",
                "inspect -monitor unix:/nonexistent -system-map /proc",
                "inspect -monitor unix:/nonexistent -mappings",
                "inspect -monitor unix:/nonexistent -mappings 0x1ffffffff",
                "inspect -monitor unix:/nonexistent -mappings here",
                "inspect -monitor unix:/nonexistent -translate 0x100",
                "inspect -monitor unix:/nonexistent -translate 0x100:",
                "inspect -monitor unix:/nonexistent -translate :0x100",
                "inspect -monitor unix:/nonexistent -reverse -5",
                "inspect -monitor unix:/nonexistent -reverse 0x10000000000000000",
                "inspect -monitor unix:/nonexistent -reverse 0x5000 -mappings 0x100",
                "inspect -monitor unix:/nonexistent -mappings 0x100 -format text",
                "inspect -monitor unix:/nonexistent -mappings 0x100 -limit many",
                "inspect -monitor unix:/nonexistent -limit 5",
                "inspect -monitor unix:/nonexistent -probe-bar",
                "inspect -monitor unix:/nonexistent -probe-bar 0x100:4:2:4",
                "inspect -monitor unix:/nonexistent -probe-bar 0x100:4:0:4,0x100",
                "inspect unix:/nonexistent"
            })
    void wrongArgumentsAreStatus2(String line) {
        CommandRun run = CommandRun.of(line.isEmpty() ? List.of() : List.of(line.split(" ")));
        assertThat(run.status()).isEqualTo(2);
        assertOneLine(run);
    }

    @Test
    void failuresAreStatus1() {
        CommandRun run = CommandRun.of(List.of("inspect", "-monitor", "unix:/nonexistent/monitor"));
        assertThat(run.status()).isEqualTo(1);
        assertOneLine(run);
        assertThat(run.err()).contains("/nonexistent/monitor", "Check the path");
    }

    @Test
    void aQuestionFailsTheSameWay() {
        CommandRun run =
                CommandRun.of(List.of("inspect", "-monitor", "unix:/nonexistent/monitor", "-mappings", "0x100"));
        assertThat(run.status()).isEqualTo(1);
        assertOneLine(run);
        assertThat(run.err()).contains("/nonexistent/monitor", "Check the path");
    }

    @Test
    void whatIsNoMonitorIsOneLineToo() throws Exception {
        try (FakeMonitor monitor = FakeMonitor.unix(peer -> peer.send("hello\nworld"))) {
            CommandRun run = CommandRun.of(
                    List.of("inspect", "-monitor", monitor.address().toString()));
            assertThat(run.status()).isEqualTo(1);
            assertOneLine(run);
        }
    }

    @Test
    void aGuestOfAnotherKindIsRefused() throws Exception {
        FakeMonitor.Script other = peer -> {
            peer.negotiate();
            peer.reply(peer.command(), "{\"arch\": \"x86_64\"}");
            peer.waitForEnd();
        };
        try (FakeMonitor monitor = FakeMonitor.unix(other)) {
            CommandRun run = CommandRun.of(
                    List.of("inspect", "-monitor", monitor.address().toString()));
            assertThat(run.status()).isEqualTo(1);
            assertOneLine(run);
            assertThat(run.err()).contains("x86_64");
        }
    }

    private static void assertOneLine(CommandRun run) {
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("zpci: [^\\r\\n]+[.\\]]?\\R").doesNotContain("!", "Exception");
    }
}
