package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.hypervisor.MonitorException.NotAllowed;
import org.zpcidebug.testing.FakeMonitor;

/** What debugging may send and inspecting may not. */
class DebuggingMonitorTest {

    private static MonitorCommand<?> line(String line) {
        return MonitorCommand.hmp(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gdbserver none",
                "gdbserver unix:/tmp/zpcidebug-stub-12345/s,server=on,wait=off",
                "gdbserver unix:/run/user/1000/zpcidebug-stub-1/s,server=on,wait=off"
            })
    void debuggingMayUseAGdbServerOfItsOwn(String line) {
        assertThat(DebuggingMonitor.allows(line(line))).isTrue();
        assertThat(AllowList.allows(line(line))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gdbserver",
                "gdbserver tcp::1234",
                "gdbserver none ",
                "gdbserver unix:/tmp/s,server=on,wait=off",
                "gdbserver unix:/tmp/../zpcidebug-stub-1/s,server=on,wait=off",
                "gdbserver unix:/tmp/zpcidebug-stub-1/s,server=on,wait=off,x=y",
                "gdbserver none\nsystem_reset",
                "system_reset",
                "quit"
            })
    void debuggingMayNothingElse(String line) {
        assertThat(DebuggingMonitor.allows(line(line))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "cont", "query-status"})
    void debuggingMayStopAndRun(String command) {
        assertThat(DebuggingMonitor.allows(MonitorCommand.of(command, reply -> reply)))
                .isTrue();
        JsonObject arguments = new JsonObject();
        arguments.addProperty("x", 1);
        if (!command.startsWith("query")) {
            assertThat(DebuggingMonitor.allows(new MonitorCommand<>(command, arguments, reply -> reply)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"system_reset", "quit", "device_del"})
    void nothingOfWhatIsRefusedLeaves(String command) throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakeMonitor.GOOD);
                Monitor monitor = new DebuggingMonitor(MonitorTesting.open(fake.address()))) {
            MonitorTesting.failure(monitor.execute(MonitorCommand.of(command, reply -> reply)), NotAllowed.class);
            assertThat(fake.received()).hasSize(1);
        }
    }
}
