package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.inspect.Findings.LIMIT;
import static org.zpcidebug.inspect.Findings.ids;
import static org.zpcidebug.inspect.Findings.open;
import static org.zpcidebug.inspect.Findings.probed;
import static org.zpcidebug.inspect.Findings.refreshed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;

/** The demo guest makes the mistakes that nothing announces, and findings tell each of them. */
class QuietMistakesLiveTest {

    /** A mistake, made on a function of its own. */
    private enum Mistake {
        FORGET("dma-left-registered", "dma-differs"),
        SHORTEN("dma-limit-differs", "dma-differs"),
        DESIGNATE("dma-not-registered", "iota-designation", "dma-differs"),
        DIRECT("dma-not-registered", "relaxed-not-allowed", "dma-differs"),
        UNREFRESHED("never-refreshed"),
        ASTRAY("indicators-outside"),
        UNMARK("handle-interpreted", "handle-differs"),
        /** The state of a function in standby cannot be asked. */
        DECONFIGURE("configuration-differs", "dma-not-registered"),
        /** Nothing: the next one takes its handle. */
        CONFUSED("handle-shared"),
        CONFUSE("handle-shared", "handle-differs"),
        MAPFID("dma-window-small", "dma-window-full");

        private final List<String> ids;

        Mistake(String... ids) {
            this.ids = List.of(ids);
        }

        long fid() {
            return 0x800 + ordinal();
        }

        String option() {
            return this == CONFUSED ? "" : String.format("%s=0x%x", name().toLowerCase(Locale.ROOT), fid());
        }

        List<String> device() {
            return List.of(
                    "-device",
                    String.format("zpci,uid=0x%x,fid=0x%x,target=m%d,id=z%d", fid(), fid(), ordinal(), ordinal()),
                    "-device",
                    "virtio-rng-pci,iommu_platform=on,disable-legacy=on,id=m" + ordinal());
        }
    }

    private static DemoGuest start(LinuxPair pair) {
        List<String> devices = new ArrayList<>();
        Arrays.stream(Mistake.values()).map(Mistake::device).forEach(devices::addAll);
        String mistakes = Arrays.stream(Mistake.values()).map(Mistake::option).collect(Collectors.joining(" "));
        return DemoGuest.in(pair)
                .devices(Set.of(Device.BLK))
                .options(mistakes + " window=16 mappings=3800 holes=0 stale=0")
                .qemu(devices.toArray(String[]::new))
                .start();
    }

    /** Two guests at once: measurement blocks are written for the first time after some seconds. */
    @Test
    void mistakesThatNothingAnnounces() throws Exception {
        try (DemoGuest older = start(LinuxPair.BOOKWORM);
                DemoGuest newer = start(LinuxPair.BACKPORTS);
                GuestSession one = open(older);
                GuestSession other = open(newer)) {
            for (GuestSession session : List.of(one, other)) {
                Eventually.passes(LIMIT, () -> assertThat(refreshed(session).functions())
                        .allMatch(function -> function.demo().isKnown()));
                assertThat(ids(probed(session), Device.BLK.fid())).isEmpty();
            }
            for (GuestSession session : List.of(one, other)) {
                for (Mistake mistake : Mistake.values()) {
                    Eventually.passes(LIMIT, () -> assertThat(ids(refreshed(session), mistake.fid()))
                            .as(mistake.name())
                            .containsExactlyInAnyOrderElementsOf(mistake.ids));
                }
            }
        }
    }

    /** In one byte with a bit that stays on, QEMU before 10.2 makes no interrupt for anybody. */
    @Test
    void aSummaryBitThatNobodyLooksAt() throws Exception {
        String options = "rate=200 neglect=0x300 summary=";
        try (DemoGuest packed = DemoGuest.in(LinuxPair.BACKPORTS)
                        .options(options + "packed")
                        .start();
                DemoGuest spread = DemoGuest.in(LinuxPair.BOOKWORM)
                        .options(options + "spread")
                        .start();
                GuestSession neighbours = open(packed);
                GuestSession alone = open(spread)) {
            Eventually.passes(LIMIT, () -> {
                GuestSnapshot snapshot = refreshed(neighbours);
                assertThat(List.of(0x100L, 0x200L, 0x300L)).allSatisfy(fid -> assertThat(ids(snapshot, fid))
                        .containsExactly("interrupts-blocked", "summary-byte-blocks"));
            });
            Eventually.passes(LIMIT, () -> {
                GuestSnapshot snapshot = refreshed(alone);
                assertThat(ids(snapshot, 0x300)).containsExactly("interrupts-blocked");
                assertThat(ids(snapshot, 0x100)).isEmpty();
                assertThat(ids(snapshot, 0x200)).isEmpty();
            });
        }
    }
}
