package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.inspect.Findings.LIMIT;
import static org.zpcidebug.inspect.Findings.grave;
import static org.zpcidebug.inspect.Findings.ids;
import static org.zpcidebug.inspect.Findings.open;
import static org.zpcidebug.inspect.Findings.probed;
import static org.zpcidebug.inspect.Findings.refreshed;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.intercept.BehindTheBack;
import org.zpcidebug.intercept.BehindTheBack.Mistake;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;

/** A Linux guest in which something is wrong with one function after the other, and nothing with the first. */
class LinuxMistakesLiveTest {

    /** FIDs of the functions that this guest has besides those of its pair. */
    private static final int UNBOUND = 0x700;

    private static final int IN_STANDBY = 0x800;
    private static final int WITHOUT_UID = 0x900;
    private static final int DISABLED = 0xa00;
    private static final int WITHOUT_INTERRUPTS = 0xb00;
    private static final int LATE = 0xc00;

    private static LinuxGuest start(SecondMonitor second) {
        List<String> devices = new ArrayList<>(List.of(second.arguments()));
        for (int fid : List.of(UNBOUND, IN_STANDBY, WITHOUT_UID, DISABLED, WITHOUT_INTERRUPTS)) {
            devices.addAll(List.of(
                    "-device",
                    String.format("zpci,uid=0x%x,fid=0x%x,target=r%x,id=z%x", fid, fid, fid, fid),
                    "-device",
                    String.format("virtio-rng-pci,id=r%x,iommu_platform=on,disable-legacy=on", fid)));
        }
        return LinuxGuest.of(LinuxPair.BACKPORTS)
                .load(LinuxGuest.Load.OFF)
                .cpus(1)
                .append(String.format("zpcidebug.unbind=%08x zpcidebug.off=%08x", UNBOUND, IN_STANDBY))
                .qemu(devices.toArray(String[]::new))
                .start();
    }

    private static ZpciDevice device(GuestSnapshot snapshot, long fid) {
        return snapshot.function(fid).orElseThrow().linux().value();
    }

    @Test
    void eachIsFound() throws Exception {
        try (SecondMonitor second = new SecondMonitor();
                LinuxGuest guest = start(second)) {
            second.connect();
            GuestSnapshot healthy;
            try (GuestSession session = open(guest)) {
                healthy = probed(session);
                assertThat(ids(healthy, UNBOUND)).containsExactly("no-driver");
                assertThat(ids(healthy, IN_STANDBY)).containsExactly("not-configured");
                assertThat(grave(healthy)).isEmpty();
                // A block that was never written says nothing.
                Eventually.passes(LIMIT, () -> assertThat(device(refreshed(session), 0x600)
                                .measurement()
                                .value()
                                .orElseThrow()
                                .block()
                                .wasUpdated())
                        .isTrue());
            }
            make(guest, healthy);
            try (GuestSession session = open(guest)) {
                assertFound(probed(session));
                Eventually.passes(LIMIT, () -> assertThat(ids(refreshed(session), 0x600))
                        .containsExactly("measurement-silent", "io-bar"));
                second.execute("stop");
                second.plug("late", 0x2c, LATE);
                Eventually.passes(
                        LIMIT, () -> assertThat(ids(refreshed(session), LATE)).containsExactly("not-in-linux"));
                second.execute("cont");
                Eventually.passes(
                        LIMIT, () -> assertThat(ids(refreshed(session), LATE)).isEmpty());
            }
        }
    }

    /** The last three are what Linux would have in its memory after a failed reset or registration of its own. */
    private static void make(LinuxGuest guest, GuestSnapshot healthy) throws Exception {
        try (BehindTheBack behind = new BehindTheBack(guest)) {
            behind.make(device(healthy, 0x200), Mistake.DEREGISTER_INTERRUPTS);
            behind.make(device(healthy, 0x300), Mistake.DEREGISTER_DMA);
            behind.make(device(healthy, 0x400), Mistake.DISABLE_FUNCTION);
            behind.make(device(healthy, 0x600), Mistake.STOP_MEASUREMENT);
            behind.overwrite(device(healthy, WITHOUT_UID), "uid", 0);
            ZpciDevice disabled = device(healthy, DISABLED);
            behind.make(disabled, Mistake.DISABLE_FUNCTION);
            behind.overwrite(disabled, "fh", disabled.handle().bits() & Integer.MAX_VALUE);
            behind.make(device(healthy, WITHOUT_INTERRUPTS), Mistake.DEREGISTER_INTERRUPTS);
            behind.overwrite(device(healthy, WITHOUT_INTERRUPTS), "aibv", 0);
        }
    }

    private static void assertFound(GuestSnapshot snapshot) {
        assertThat(ids(snapshot, 0x100)).isEmpty();
        assertThat(ids(snapshot, 0x200)).containsExactly("interrupts-differ");
        // It is in error as well if Linux has refreshed a translation since, which QEMU no longer has.
        assertThat(ids(snapshot, 0x300))
                .contains("dma-not-registered", "dma-differs", "virtio-broken")
                .isSubsetOf("function-error", "dma-not-registered", "dma-differs", "virtio-broken");
        assertThat(ids(snapshot, 0x400)).contains("handle-differs", "dma-not-registered");
        assertThat(ids(snapshot, 0x500)).containsExactly("io-bar");
        assertThat(ids(snapshot, WITHOUT_UID)).containsExactly("uid-differs", "uid-zero");
        assertThat(ids(snapshot, DISABLED)).contains("disabled-with-driver").doesNotContain("handle-differs");
        assertThat(ids(snapshot, WITHOUT_INTERRUPTS)).containsExactly("interrupts-not-registered");
    }
}
