package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.zpcidebug.hypervisor.QemuProcess.MonitorSocket;

/** Whatever stands on a process's command line is understood or skipped, and what is shown of it is printable. */
class QemuCommandLineFuzzTest {

    @FuzzTest
    void parsesAnything(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        QemuCommandLine line = QemuCommandLine.parse(List.of(text.split("\0")));
        QemuMonitorLocator locator =
                new QemuMonitorLocator(Path.of("/nonexistent"), UnixSocketTable.parse(text), line.daemonized());
        for (QemuCommandLine.MonitorOption option : line.monitors()) {
            MonitorSocket monitor = locator.locate(option);
            assertThat(monitor.option()).hasSizeLessThanOrEqualTo(200).doesNotContainPattern("\\p{Cntrl}");
            assertThat(monitor.isUsable()).isEqualTo(monitor.problem() == null);
            assertThat(monitor.address() != null || monitor.problem() != null).isTrue();
        }
    }
}
