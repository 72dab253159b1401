package org.zpcidebug.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.BRISK;
import static org.zpcidebug.hypervisor.MonitorTesting.STATUS;
import static org.zpcidebug.hypervisor.MonitorTesting.assertWorks;
import static org.zpcidebug.hypervisor.MonitorTesting.eventually;
import static org.zpcidebug.hypervisor.MonitorTesting.failure;
import static org.zpcidebug.hypervisor.MonitorTesting.failureAfter;
import static org.zpcidebug.hypervisor.MonitorTesting.get;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.MonitorException.BadReply;
import org.zpcidebug.hypervisor.MonitorException.Closed;
import org.zpcidebug.hypervisor.MonitorException.Failed;
import org.zpcidebug.hypervisor.MonitorException.OutcomeUnknown;
import org.zpcidebug.hypervisor.MonitorException.TimedOut;
import org.zpcidebug.testing.FakeMonitor;
import org.zpcidebug.testing.FakePeer;

class MonitorClientTest {

    private static MonitorCommand<String> command(String name) {
        return MonitorCommand.of(name, JsonElement::getAsString);
    }

    /** Negotiates, then never answers. */
    private static final FakeMonitor.Script DEAF = peer -> {
        peer.negotiate();
        peer.waitForEnd();
    };

    @Test
    void tellsVersionAndAddress() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakeMonitor.GOOD);
                Monitor monitor = open(fake.address())) {
            assertThat(monitor.version()).isEqualTo(new QemuVersion(7, 2, 22, "fake"));
            assertThat(monitor.address()).isEqualTo(fake.address());
        }
    }

    @Test
    void negotiatesFirstAndSendsArgumentsAndIds() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakeMonitor.GOOD);
                Monitor monitor = open(fake.address())) {
            get(monitor.execute(MonitorCommand.hmp("info mtree \"\u00e4\n")));
            get(monitor.execute(STATUS));
            assertThat(fake.received())
                    .containsExactly(
                            "{\"execute\":\"qmp_capabilities\",\"id\":\"zpcidebug-negotiation\"}",
                            "{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":"
                                    + "\"info mtree \\\"\u00e4\\n\"},\"id\":\"zpcidebug-1\"}",
                            "{\"execute\":\"query-status\",\"id\":\"zpcidebug-2\"}");
        }
    }

    @Test
    void answersInOrderAndAtMostFourAreInFlight() throws Exception {
        FakeMonitor.Script fourAtATime = peer -> {
            peer.negotiate();
            List<JsonObject> commands = new ArrayList<>();
            while (true) {
                commands.add(peer.command());
                if (commands.size() == 4) {
                    for (JsonObject command : commands) {
                        peer.reply(command, command.get("execute").toString());
                    }
                    commands.clear();
                }
            }
        };
        try (FakeMonitor fake = FakeMonitor.unix(fourAtATime);
                Monitor monitor = open(fake.address())) {
            List<CompletableFuture<String>> replies = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                replies.add(monitor.execute(command("query-" + i)));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(get(replies.get(i))).isEqualTo("query-" + i);
            }
        }
    }

    @Test
    void fifthCommandWaitsForAnAnswer() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(DEAF);
                Monitor monitor = open(fake.address(), BRISK)) {
            List<CompletableFuture<String>> replies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                replies.add(monitor.execute(STATUS));
            }
            for (int i = 0; i < 4; i++) {
                failure(replies.get(i), OutcomeUnknown.class);
            }
            TimedOut unsent = failure(replies.get(4), TimedOut.class);
            assertThat(unsent.hadNoEffect()).isTrue();
            assertThat(unsent).hasMessageContaining("not sent");
            failure(replies.get(5), TimedOut.class);
            assertThat(fake.received()).hasSize(5);
        }
    }

    @Test
    void placesOfUnansweredCommandsAreFreedByALaterReply() throws Exception {
        FakeMonitor.Script answersOnlyTheFourth = peer -> {
            peer.negotiate();
            peer.command();
            peer.command();
            peer.command();
            peer.reply(peer.command(), "\"fourth\"");
            peer.answerAll();
        };
        try (FakeMonitor fake = FakeMonitor.unix(answersOnlyTheFourth);
                Monitor monitor = open(fake.address(), BRISK)) {
            for (int i = 0; i < 3; i++) {
                failure(monitor.execute(STATUS, Duration.ofSeconds(1)), OutcomeUnknown.class);
            }
            assertThat(get(monitor.execute(STATUS))).isEqualTo("fourth");
            for (int i = 0; i < 8; i++) {
                assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
            }
        }
    }

    @Test
    void cancelledBeforeItsTurnIsNeverSent() throws Exception {
        FakeMonitor.Script answersAfterFour = peer -> {
            peer.negotiate();
            List<JsonObject> commands = List.of(peer.command(), peer.command(), peer.command(), peer.command());
            peer.event("FOUR", "{}");
            peer.awaitWord("go");
            for (JsonObject command : commands) {
                peer.reply(command, "\"query-status\"");
            }
            peer.answerAll();
        };
        try (FakeMonitor fake = FakeMonitor.unix(answersAfterFour);
                Monitor monitor = open(fake.address());
                EventQueue events = monitor.events(1)) {
            List<CompletableFuture<String>> replies = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                replies.add(monitor.execute(STATUS));
            }
            CompletableFuture<String> cancelled = monitor.execute(command("query-cancelled"));
            CompletableFuture<String> last = monitor.execute(command("query-last"));
            assertThat(events.poll(Duration.ofSeconds(20))).isPresent();
            assertThat(cancelled.cancel(true)).isTrue();
            fake.tell("go");
            assertThat(get(last)).isEqualTo("query-last");
            assertThat(fake.received()).noneMatch(line -> line.contains("query-cancelled"));
        }
    }

    @Test
    void cancelledInFlightIsForgotten() throws Exception {
        FakeMonitor.Script script = peer -> {
            peer.negotiate();
            JsonObject command = peer.command();
            peer.event("SENT", "{}");
            peer.awaitWord("go");
            peer.reply(command, "\"cancelled\"");
            peer.answerAll();
        };
        try (FakeMonitor fake = FakeMonitor.unix(script);
                Monitor monitor = open(fake.address());
                EventQueue events = monitor.events(1)) {
            CompletableFuture<String> cancelled = monitor.execute(STATUS);
            assertThat(events.poll(Duration.ofSeconds(20))).isPresent();
            cancelled.cancel(true);
            fake.tell("go");
            assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
            assertThat(((QmpMonitor) monitor).droppedMessages()).isEqualTo(1);
        }
    }

    @Test
    void deadlineOfACommandOfItsOwn() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(DEAF);
                Monitor monitor = open(fake.address())) {
            Duration deadline = Duration.ofMillis(1500);
            assertThat(failureAfter(deadline, () -> monitor.execute(STATUS, deadline), OutcomeUnknown.class))
                    .hasMessageContaining("1.5 s");
            failureAfter(Duration.ZERO, () -> monitor.execute(STATUS, Duration.ZERO), TimedOut.class);
            failureAfter(Duration.ZERO, () -> monitor.execute(STATUS, Duration.ofDays(-1)), TimedOut.class);
            CompletableFuture<String> endless = monitor.execute(STATUS, Duration.ofSeconds(Long.MAX_VALUE));
            monitor.execute(STATUS, Duration.ofMillis(1)).exceptionally(e -> "").get();
            assertThat(endless).isNotDone();
        }
    }

    /** A peer that stops reading fills the socket; then commands wait, and closing is not held up. */
    @Test
    void peerThatDoesNotRead() throws Exception {
        FakeMonitor.Script doesNotRead = peer -> {
            peer.negotiate();
            peer.awaitWord("go");
        };
        try (FakeMonitor fake = FakeMonitor.unix(doesNotRead);
                Monitor monitor = open(fake.address(), BRISK)) {
            CompletableFuture<String> big =
                    monitor.execute(MonitorCommand.hmp("x".repeat(5_000_000)), Duration.ofSeconds(2));
            failure(monitor.execute(STATUS), TimedOut.class);
            failure(big, OutcomeUnknown.class);
            fake.tell("go");
            failure(monitor.closed(), MonitorException.Lost.class);
        }
    }

    @Test
    void errorsOfQemu() throws Exception {
        FakeMonitor.Script script = peer -> {
            peer.negotiate();
            peer.fail(peer.command(), "GenericError", "Device 'x' not found");
            peer.fail(peer.command(), "CommandNotFound", "The command query-x has not been found");
            peer.answerAll();
        };
        try (FakeMonitor fake = FakeMonitor.unix(script);
                Monitor monitor = open(fake.address())) {
            Failed failed = failure(monitor.execute(STATUS), Failed.class);
            assertThat(failed.errorClass()).isEqualTo("GenericError");
            assertThat(failed.description()).isEqualTo("Device 'x' not found");
            assertThat(failed).hasMessage("QEMU refused query-status: Device 'x' not found");
            assertThat(failure(monitor.execute(STATUS), Failed.class)).hasMessageContaining("does not know");
            assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
        }
    }

    @Test
    void replyOfAnotherKind() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakeMonitor.GOOD);
                Monitor monitor = open(fake.address())) {
            BadReply bad = failure(
                    monitor.execute(MonitorCommand.of("query-x", JsonElement::getAsJsonObject)), BadReply.class);
            assertThat(bad).hasMessageContaining("query-x").hasMessageContaining("\"query-x\"");
            assertThat(bad).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
        }
    }

    @Test
    void dependentsMayWaitForOtherReplies() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakeMonitor.GOOD);
                Monitor monitor = open(fake.address())) {
            CompletableFuture<String> nested = monitor.execute(STATUS).thenApply(first -> monitor.execute(STATUS)
                    .thenApply(second -> first + monitor.execute(STATUS).join())
                    .join());
            assertThat(get(nested)).isEqualTo("query-statusquery-status");
        }
    }

    @Test
    void closingFailsWhatIsPendingAndIsIdempotent() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(DEAF, FakeMonitor.GOOD)) {
            Monitor monitor = open(fake.address());
            EventQueue events = monitor.events(1);
            List<CompletableFuture<String>> replies = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                replies.add(monitor.execute(STATUS));
            }
            monitor.close();
            monitor.close();
            for (CompletableFuture<String> reply : replies) {
                failure(reply, Closed.class);
            }
            assertThat(get(monitor.closed())).isNull();
            failure(monitor.execute(STATUS), Closed.class);
            assertThat(events.isClosed()).isTrue();
            assertThat(monitor.events(1).isClosed()).isTrue();
            assertThat(get(events.available())).isNull();
            assertWorks(fake.address());
        }
    }

    @Test
    void prettyPrintedMessages() throws Exception {
        FakeMonitor.Script pretty = peer -> {
            peer.sendBytes("{\n    \"QMP\": {\n        \"version\": {\n            \"qemu\": {\n    \"micro\": 2,\n"
                    .getBytes(UTF_8));
            peer.send("    \"minor\": 0,\n    \"major\": 10\n},\n \"package\": \"\"\n}, \"capabilities\": [\n]}\n}");
            peer.reply(peer.command(), "{\n}");
            JsonObject command = peer.command();
            peer.send("{\n    \"return\": \"query-status\",\n    \"id\": " + command.get("id") + "\n}");
        };
        try (FakeMonitor fake = FakeMonitor.unix(pretty);
                Monitor monitor = open(fake.address())) {
            assertThat(monitor.version().number()).isEqualTo("10.0.2");
            assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
        }
    }

    @Test
    void cancellingAnOpenLeavesNothing() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakePeer::waitForEnd, FakeMonitor.GOOD)) {
            CompletableFuture<Monitor> opening = QmpMonitor.open(fake.address());
            eventually(() -> assertThat(threads()).isNotEmpty());
            assertThat(opening.cancel(true)).isTrue();
            eventually(() -> assertThat(threads()).isEmpty());
            assertWorks(fake.address());
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("zPCI monitor"))
                .filter(name -> !name.equals("zPCI monitor reply"))
                .toList();
    }
}
