package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counting by trace events may send and inspecting may not. */
class TracingMonitorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"css_adapter_interrupt", "css_do_sic", "qemu_s390_airq_suppressed", "s390_pci_msi_ctrl_write"})
    void mayAskForAndSwitchItsEvents(String event) {
        assertThat(TracingMonitor.allows(TraceCommands.state(event))).isTrue();
        assertThat(TracingMonitor.allows(TraceCommands.enable(event, true))).isTrue();
        assertThat(TracingMonitor.allows(TraceCommands.enable(event, false))).isTrue();
        assertThat(AllowList.allows(TraceCommands.enable(event, true))).isFalse();
        assertThat(DebuggingMonitor.allows(TraceCommands.enable(event, true))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "css_*", "virtio_notify"})
    void mayNotSwitchOthers(String event) {
        assertThat(TracingMonitor.allows(TraceCommands.enable(event, true))).isFalse();
        assertThat(TracingMonitor.allows(TraceCommands.state(event))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/null",
                "/dev/stderr",
                "/dev/shm/zpcidebug-trace-12-345/log0",
                "/run/user/1/zpcidebug-trace-1-2/log1"
            })
    void mayHaveTheLogThere(String file) {
        assertThat(TracingMonitor.allows(TraceCommands.log(Path.of(file)))).isTrue();
        assertThat(AllowList.allows(TraceCommands.log(Path.of(file)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/dev/shm/zpcidebug-trace-12-345/log2",
                "/a/../zpcidebug-trace-1-2/log0",
                "/dev/shm/zpcidebug-trace-1-2/log0 x"
            })
    void mayNotHaveTheLogElsewhere(String file) {
        assertThat(TracingMonitor.allows(MonitorCommand.hmp("logfile " + file))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"system_reset", "log all", "logfile"})
    void maySayNoOtherLine(String line) {
        assertThat(TracingMonitor.allows(MonitorCommand.hmp(line))).isFalse();
        assertThat(TracingMonitor.allows(MonitorCommand.of("stop", reply -> reply)))
                .isFalse();
    }
}
