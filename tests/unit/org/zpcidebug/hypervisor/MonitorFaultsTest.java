package org.zpcidebug.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.BRISK;
import static org.zpcidebug.hypervisor.MonitorTesting.HASTY;
import static org.zpcidebug.hypervisor.MonitorTesting.STATUS;
import static org.zpcidebug.hypervisor.MonitorTesting.assertWorks;
import static org.zpcidebug.hypervisor.MonitorTesting.failure;
import static org.zpcidebug.hypervisor.MonitorTesting.failureAfter;
import static org.zpcidebug.hypervisor.MonitorTesting.get;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.MonitorException.Busy;
import org.zpcidebug.hypervisor.MonitorException.Garbled;
import org.zpcidebug.hypervisor.MonitorException.Lost;
import org.zpcidebug.hypervisor.MonitorException.NegotiationFailed;
import org.zpcidebug.hypervisor.MonitorException.NotAMonitor;
import org.zpcidebug.hypervisor.MonitorException.NotUnderstood;
import org.zpcidebug.hypervisor.MonitorException.OutcomeUnknown;
import org.zpcidebug.hypervisor.MonitorException.TooLarge;
import org.zpcidebug.testing.FakeMonitor;
import org.zpcidebug.testing.FakeMonitor.Script;
import org.zpcidebug.testing.FakeMonitor.Transport;
import org.zpcidebug.testing.FakePeer;

/** Every way in which a peer can misbehave gives its own error within its deadline, and the next connection works. */
@ParameterizedClass
@EnumSource
record MonitorFaultsTest(Transport transport) {

    private static final int MEGABYTE = 1_000_000;

    /** A test of one connection to a monitor that follows a script. */
    private interface Body {
        void run(FakeMonitor fake) throws Exception;
    }

    private void with(Script script, Body body) throws Exception {
        try (FakeMonitor fake = transport.monitor(script, FakeMonitor.GOOD)) {
            body.run(fake);
            assertWorks(fake.address());
        }
    }

    private <E extends MonitorException> void assertOpenFails(Class<E> type, String says, Script script)
            throws Exception {
        with(script, fake -> assertThat(failure(QmpMonitor.open(fake.address()), type))
                .hasMessageContaining(fake.address().toString())
                .hasMessageContaining(says));
    }

    /** The connection ends with that error: what is pending, what comes later and the monitor itself all report it. */
    private <E extends MonitorException> void assertCommandEnds(Class<E> type, String says, Script script)
            throws Exception {
        with(script, fake -> {
            Monitor monitor = open(fake.address());
            CompletableFuture<String> first = monitor.execute(STATUS);
            CompletableFuture<String> second = monitor.execute(STATUS);
            E cause = failure(first, type);
            assertThat(cause).hasMessageContaining(says);
            assertThat(failure(second, type)).isSameAs(cause);
            assertThat(failure(monitor.closed(), type)).isSameAs(cause);
            assertThat(failure(monitor.execute(STATUS), type)).isSameAs(cause);
            monitor.close();
            assertThat(failure(monitor.closed(), type)).isSameAs(cause);
        });
    }

    @Test
    void noGreeting() throws Exception {
        with(FakePeer::waitForEnd, fake -> {
            Busy busy = failureAfter(HASTY.greeting(), () -> QmpMonitor.open(fake.address(), HASTY), Busy.class);
            assertThat(busy.reason()).isEqualTo(transport == Transport.UNIX ? Busy.Reason.SILENT : Busy.Reason.UNKNOWN);
            assertThat(busy).hasMessageContaining("0.5 s");
        });
    }

    @Test
    void greetingThenSilence() throws Exception {
        Script script = peer -> {
            peer.greet();
            peer.waitForEnd();
        };
        with(
                script,
                fake -> failureAfter(
                        HASTY.greeting(), () -> QmpMonitor.open(fake.address(), HASTY), NegotiationFailed.class));
    }

    @Test
    void negotiationRefused() throws Exception {
        assertOpenFails(NegotiationFailed.class, "no way", peer -> {
            peer.greet();
            peer.fail(peer.command(), "GenericError", "no way");
            peer.waitForEnd();
        });
    }

    @Test
    void halfAGreetingThenClose() throws Exception {
        assertOpenFails(Lost.class, "{\"QMP\": {\"ver", peer -> peer.sendBytes("{\"QMP\": {\"ver".getBytes(UTF_8)));
    }

    @Test
    void closeAtOnce() throws Exception {
        assertOpenFails(Lost.class, "ended", peer -> {});
    }

    @Test
    void closeAfterGreeting() throws Exception {
        assertOpenFails(Lost.class, "ended", FakePeer::greet);
    }

    @Test
    void closeInsteadOfNegotiating() throws Exception {
        assertOpenFails(Lost.class, "ended", peer -> {
            peer.greet();
            peer.command();
        });
    }

    @Test
    void humanMonitor() throws Exception {
        assertOpenFails(NotAMonitor.class, "human monitor", peer -> {
            peer.send("QEMU 7.2.22 monitor - type 'help' for more information");
            peer.waitForEnd();
        });
    }

    @Test
    void anotherProtocol() throws Exception {
        assertOpenFails(NotAMonitor.class, "SSH-2.0-Open", peer -> {
            peer.send("SSH-2.0-OpenSSH_9.2");
            peer.waitForEnd();
        });
        assertOpenFails(NotAMonitor.class, "\\xff", peer -> {
            peer.sendBytes(new byte[] {(byte) 0xff, 0, 1, 2});
            peer.waitForEnd();
        });
        assertOpenFails(NotAMonitor.class, "jsonrpc", peer -> {
            peer.send("{\"jsonrpc\": \"2.0\"}");
            peer.waitForEnd();
        });
    }

    @Test
    void closeWhileIdle() throws Exception {
        Script script = peer -> {
            peer.negotiate();
            peer.awaitWord("leave");
        };
        with(script, fake -> {
            try (Monitor monitor = open(fake.address())) {
                fake.tell("leave");
                assertThat(failure(monitor.closed(), Lost.class)).hasMessageContaining("reconnect");
            }
        });
    }

    @Test
    void closeWhileCommandsArePending() throws Exception {
        assertCommandEnds(Lost.class, "ended", peer -> {
            peer.negotiate();
            peer.command();
            peer.command();
        });
    }

    @Test
    void halfAReplyThenClose() throws Exception {
        assertCommandEnds(Lost.class, "{\"return\": \"ab", peer -> {
            peer.negotiate();
            peer.command();
            peer.command();
            peer.sendBytes("{\"return\": \"ab".getBytes(UTF_8));
        });
    }

    @Test
    void invalidUtf8() throws Exception {
        assertCommandEnds(Garbled.class, "\\xc3(", peer -> {
            peer.negotiate();
            peer.command();
            peer.command();
            peer.sendBytes(new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}', '\n'});
            peer.waitForEnd();
        });
    }

    @Test
    void invalidJson() throws Exception {
        for (String garbage : new String[] {
            "{return: 1}",
            "nonsense",
            "[1]",
            "{\"a\":}",
            "{]",
            "{\"a\": \"line\nbreak\"}",
            "{\"a\": NaN}",
            "{'a': 1}",
            "{\"return\": {}\r\n{\"return\": {}}"
        }) {
            assertCommandEnds(Garbled.class, garbage.substring(0, 2), peer -> {
                peer.negotiate();
                peer.command();
                peer.command();
                peer.send(garbage);
                peer.waitForEnd();
            });
        }
    }

    @Test
    void deepNesting() throws Exception {
        assertCommandEnds(Garbled.class, "[[[[", peer -> {
            peer.negotiate();
            peer.command();
            peer.command();
            peer.send("{\"return\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}");
            peer.waitForEnd();
        });
    }

    @Test
    void tenMegabytesAreRead() throws Exception {
        Script script = peer -> {
            peer.negotiate();
            peer.reply(peer.command(), "\"" + "x".repeat(10 * MEGABYTE) + "\"");
            peer.answerAll();
        };
        with(script, fake -> {
            try (Monitor monitor = open(fake.address())) {
                assertThat(get(monitor.execute(STATUS))).hasSize(10 * MEGABYTE);
                assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
            }
        });
    }

    @Test
    void elevenMegabytesAreRefused() throws Exception {
        assertCommandEnds(TooLarge.class, "10 MiB", peer -> {
            peer.negotiate();
            peer.command();
            peer.reply(peer.command(), "\"" + "x".repeat(11 * MEGABYTE) + "\"");
            peer.waitForEnd();
        });
    }

    @Test
    void tooManyValuesAreRefused() throws Exception {
        assertCommandEnds(TooLarge.class, "complex", peer -> {
            peer.negotiate();
            peer.command();
            peer.reply(peer.command(), "[" + "0,".repeat(MEGABYTE) + "0]");
            peer.waitForEnd();
        });
    }

    @Test
    void errorWithoutId() throws Exception {
        assertCommandEnds(NotUnderstood.class, "JSON parse error", peer -> {
            peer.negotiate();
            peer.command();
            peer.command();
            peer.send("{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error\"}}");
            peer.waitForEnd();
        });
    }

    /** What belongs to nothing is dropped and counted, and does not disturb the next reply. */
    private void assertDropped(long count, Script beforeReply) throws Exception {
        Script script = peer -> {
            peer.negotiate();
            beforeReply.play(peer);
            peer.answerAll();
        };
        with(script, fake -> {
            try (Monitor monitor = open(fake.address())) {
                assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
                assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
                assertThat(((QmpMonitor) monitor).droppedMessages()).isEqualTo(count);
            }
        });
    }

    @Test
    void replyWithUnknownId() throws Exception {
        assertDropped(3, peer -> {
            peer.send("{\"return\": \"wrong\", \"id\": \"zpcidebug-999\"}");
            peer.send("{\"return\": \"wrong\", \"id\": 1}");
            peer.send("{\"error\": {\"class\": \"GenericError\", \"desc\": \"wrong\"}, \"id\": {}}");
        });
    }

    @Test
    void messagesOfNoKnownKind() throws Exception {
        assertDropped(5, peer -> {
            peer.send("{}");
            peer.send(FakePeer.GREETING);
            peer.send("{\"return\": \"wrong\"}");
            peer.send("{\"event\": 5}");
            peer.send("{\"error\": \"wrong\", \"id\": \"zpcidebug-1\"}");
        });
    }

    @Test
    void duplicateReply() throws Exception {
        assertDropped(2, peer -> {
            JsonObject command = peer.command();
            peer.reply(command, "\"query-status\"");
            peer.reply(command, "\"second\"");
            peer.reply(command, "\"third\"");
        });
    }

    @Test
    void replyAfterDeadline() throws Exception {
        Script script = peer -> {
            peer.negotiate();
            JsonObject command = peer.command();
            peer.awaitWord("go");
            peer.reply(command, "\"late\"");
            peer.answerAll();
        };
        with(script, fake -> {
            try (Monitor monitor = open(fake.address(), BRISK)) {
                OutcomeUnknown unknown =
                        failureAfter(BRISK.command(), () -> monitor.execute(STATUS), OutcomeUnknown.class);
                assertThat(unknown).hasMessageContaining("query-status").hasMessageContaining("not known");
                assertThat(unknown.hadNoEffect()).isFalse();
                fake.tell("go");
                assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
                assertThat(((QmpMonitor) monitor).droppedMessages()).isEqualTo(1);
            }
        });
    }

    @Test
    void eventFlood() throws Exception {
        int events = 30_000;
        Script script = peer -> {
            peer.negotiate();
            JsonObject command = peer.command();
            for (int i = 0; i < events; i++) {
                peer.event("FLOOD", "{\"number\": " + i + "}");
            }
            peer.reply(command, "\"query-status\"");
            peer.answerAll();
        };
        with(script, fake -> {
            try (Monitor monitor = open(fake.address());
                    EventQueue read = monitor.events(events);
                    EventQueue neglected = monitor.events(100)) {
                assertThat(get(monitor.execute(STATUS, Duration.ofSeconds(60)))).isEqualTo("query-status");
                assertThat(read.drain()).hasSize(events);
                assertThat(read.dropped()).isZero();
                assertThat(neglected.dropped()).isEqualTo(events - 100);
                JsonElement oldest = neglected.drain().get(0).data().get("number");
                assertThat(oldest.getAsInt()).isEqualTo(events - 100);
                assertThat(monitor.history()).hasSize(TrafficHistory.MESSAGES);
            }
        });
    }

    @Test
    void oneByteAtATime() throws Exception {
        Script script = peer -> {
            peer.sendSlowly(FakePeer.GREETING);
            peer.sendSlowly("{\"return\": {}, \"id\": " + peer.command().get("id") + "}");
            peer.sendSlowly("{\"return\": \"slow \\u00e4 \u00e4 \\\\ \\\"\", \"id\": "
                    + peer.command().get("id") + "}");
            peer.answerAll();
        };
        with(script, fake -> {
            try (Monitor monitor = open(fake.address())) {
                assertThat(get(monitor.execute(STATUS))).isEqualTo("slow \u00e4 \u00e4 \\ \"");
            }
        });
    }
}
