package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zpcidebug.gdbstub.FakeStub;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubOptions;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.testing.FakeMonitor;

/** A guest that another client of QEMU let run. */
class OtherClientsTest {

    private static final String RUNS = "{\"status\": \"running\", \"running\": true}";
    private static final String STANDS = "{\"status\": \"paused\", \"running\": false}";

    @Test
    void aStopThatIsToldLateIsNotTakenForALaterOne() throws Exception {
        try (FakeStub stub = new FakeStub(s -> {
                    s.agree();
                    s.answerAll();
                });
                FakeMonitor fake = FakeMonitor.unix(peer -> {
                    peer.negotiate();
                    peer.reply(peer.command(), RUNS);
                    peer.reply(peer.command(), RUNS);
                    JsonObject last = peer.command();
                    stub.send("T02thread:p01.01;");
                    peer.reply(last, STANDS);
                });
                StubClient client = StubClient.connect(stub.address(), StubOptions.DEFAULT);
                Monitor monitor = QmpMonitor.open(fake.address()).get(60, TimeUnit.SECONDS);
                OtherClients others = new OtherClients(new DebuggingMonitor(monitor))) {
            others.regain(client);
            client.resume();
            assertThat(client.awaitStop(Duration.ofMillis(200))).isEmpty();
        }
    }
}
