package org.zpcidebug.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.MonitorAddress;

/** Stubs that misbehave: every wait ends, nothing is taken for what it is not, and the user is told what to do. */
class StubFaultsTest {

    private static final StubOptions HASTY =
            new StubOptions(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2), 8192);

    private static final StubOptions PATIENT =
            new StubOptions(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 8192);

    private static void assertFails(Reason reason, ThrowingCallable call) {
        StubException failure = catchThrowableOfType(StubException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure.getMessage()).doesNotStartWith("!").doesNotContain("{0}", "{1}");
    }

    private static void connect(FakeStub stub) {
        StubClient.connect(stub.address(), PATIENT).close();
    }

    @Test
    void agreesAndAsks() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    s.answerAll();
                });
                StubClient client = StubClient.connect(stub.address(), PATIENT)) {
            assertThat(client.registers().general(3)).isEqualTo(1);
            assertThat(client.registerNumber("pswa")).hasValue(1);
            assertThat(client.registerNumber("prefix")).isEmpty();
            client.insert(new Breakpoint(Breakpoint.Kind.HARDWARE, 0x1234, 2));
            client.leave(true);
            assertThat(stub.received())
                    .endsWith("g", "qXfer:features:read:target.xml:0,ff0", "Z1,1234,2", "z1,1234,2", "D;1");
            assertThat(client.history()).hasSizeGreaterThan(10).last().satisfies(entry -> assertThat(entry.text())
                    .isEqualTo("OK"));
        }
    }

    @Test
    void aStandingGuestIsLeftStanding() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    s.answerAll();
                });
                StubClient client = StubClient.connect(stub.address(), PATIENT)) {
            client.leave(false);
            assertThat(stub.received()).doesNotContain("D;1");
        }
    }

    @Test
    void nobodyListens() {
        MonitorAddress nowhere = new MonitorAddress.Unix(Path.of("/nonexistent/s"));
        assertFails(Reason.UNREACHABLE, () -> StubClient.connect(nowhere, PATIENT));
    }

    @Test
    void saysNothing() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
            while (true) {
                s.next();
            }
        })) {
            assertFails(Reason.SILENT, () -> StubClient.connect(stub.address(), HASTY));
        }
    }

    @Test
    void leavesWhileAgreeing() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
            s.next();
            s.sendBytes("+$Packet".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertFails(Reason.LOST, () -> connect(stub));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$OK#00", "$a*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~#"})
    void sendsRubbish(String rubbish) throws Exception {
        String longer = rubbish.replace("*~#", "*~".repeat(200));
        try (FakeStub stub = new FakeStub(s -> {
            s.next();
            s.sendBytes(longer.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                s.next();
            }
        })) {
            assertFails(Reason.GARBLED, () -> connect(stub));
        }
    }

    @Test
    void isNoDebugger() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
            while (true) {
                s.next();
                s.send("E01");
            }
        })) {
            assertFails(Reason.REFUSED, () -> connect(stub));
        }
    }

    @Test
    void answersTooLateAndIsUnderstoodAgain() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    s.next();
                    // The answer to the question comes with the next one.
                    String recognizable = s.next();
                    s.send("0".repeat(288));
                    s.answer(recognizable);
                    s.answerAll();
                });
                StubClient client = StubClient.connect(stub.address(), HASTY)) {
            assertFails(Reason.SILENT, client::registers);
            assertThat(client.registers().general(3)).isEqualTo(1);
        }
    }

    @Test
    void staysSilentAndIsGivenUp() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    while (true) {
                        s.next();
                    }
                });
                StubClient client = StubClient.connect(stub.address(), HASTY)) {
            assertFails(Reason.SILENT, client::registers);
            assertFails(Reason.CLOSED, client::registers);
        }
    }

    @Test
    void endsWhileTheGuestRuns() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    s.next();
                    s.send("W00");
                });
                StubClient client = StubClient.connect(stub.address(), PATIENT)) {
            client.resume();
            assertFails(Reason.RUNNING, client::registers);
            assertFails(Reason.ENDED, () -> client.awaitStop(Duration.ofSeconds(20)));
        }
    }

    @Test
    void nothingIsSentWhileTheGuestRuns() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    s.answerAll();
                });
                StubClient client = StubClient.connect(stub.address(), HASTY)) {
            client.resume();
            int count = stub.received().size();
            assertThat(client.awaitStop(Duration.ofMillis(50))).isEmpty();
            assertFails(Reason.RUNNING, client::threads);
            assertFails(Reason.SILENT, () -> client.leave(true));
            assertThat(stub.received()).hasSizeLessThanOrEqualTo(count + 1);
        }
    }

    @Test
    void interruptingTheThreadEndsTheWaitAndNotTheConnection() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    s.next();
                    s.send("T05thread:p01.01;");
                    s.answerAll();
                });
                StubClient client = StubClient.connect(stub.address(), PATIENT)) {
            Thread.currentThread().interrupt();
            assertThat(client.awaitStop(Duration.ofSeconds(20))).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
            client.resume();
            assertThat(client.awaitStop(Duration.ofSeconds(20))).isPresent();
            assertThat(client.registers().general(3)).isEqualTo(1);
        }
    }
}
