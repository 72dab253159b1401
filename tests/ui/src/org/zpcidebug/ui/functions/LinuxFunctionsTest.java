package org.zpcidebug.ui.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.ShownFunctions;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** The Functions view over a guest that runs Linux: what the guest's memory tells stands beside what QEMU tells. */
class LinuxFunctionsTest {

    private static LinuxGuest guest;

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @BeforeAll
    static void startGuest() {
        guest = LinuxGuest.of(LinuxPair.BOOKWORM)
                .cpus(1)
                .qemu("-device", "zpci,uid=0x77,fid=0x700,target=nothing0,id=waiting")
                .start();
    }

    @AfterAll
    static void endGuest() {
        guest.close();
    }

    @Test
    void showsWhatLinuxKnows() throws Exception {
        LinuxReport report = guest.nextReport();
        Workbench.attach(new MonitorAddress.Unix(guest.monitorPath()));
        Ui.eventually(() -> assertThat(ofLinux("Driver")).containsOnly("virtio-pci"));
        Ui.eventually(() -> {
            assertThat(ofLinux("Handle"))
                    .containsExactlyElementsOf(report.functions().stream()
                            .map(own -> String.format("0x%08x", own.handle()))
                            .toList());
            assertThat(ofLinux("PCI Address")).containsExactly("0011:00:00.0", "0012:00:00.0", "0013:00:00.0");
            assertThat(ofLinux("State")).containsOnly("enabled");
            assertThat(ShownFunctions.labels())
                    .anyMatch(text -> text.contains("Linux 6.1.")
                            && text.contains("symbols: kallsyms, types: layout, memory: process"));
            assertThat(ShownFunctions.detail("Handle")).contains("emulated by QEMU");
            assertThat(ShownFunctions.detail("IOTA")).contains("region-third table at 0x");
        });
        Ui.screenshot("linux");
    }

    /** Without the row of the zpci object that waits for a device, of which Linux knows nothing. */
    private static List<String> ofLinux(String column) {
        List<String> texts = ShownFunctions.texts(column);
        return texts.subList(0, Math.min(3, texts.size()));
    }

    /** Rows of a healthy guest are not marked; one whose zpci object waits for a device is. */
    @Test
    void marksRowsWithFindingsAndExplainsThem() throws Exception {
        Workbench.attach(new MonitorAddress.Unix(guest.monitorPath()));
        Ui.eventually(() -> assertThat(ShownFunctions.texts("Findings")).containsExactly("", "", "", "1 warning"));
        Ui.run(() -> ShownFunctions.table().setSelection(3));
        Ui.select(Ui.get(ShownFunctions::table));
        Ui.eventually(() -> {
            assertThat(ShownFunctions.row("0x700").getImage(1)).isNotNull();
            TreeItem finding = ShownFunctions.details().getItem(0).getItem(0);
            assertThat(finding.getText()).isEqualTo("Warning");
            assertThat(finding.getImage()).isNotNull();
            assertThat(finding.getText(1)).contains("nothing0", "Check the target");
        });
    }
}
