package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;

/** Guests that start, and start again, under the reader's eyes, and then are under full load. */
class LinuxRestartLiveTest {

    private static final Duration BOOT = Duration.ofSeconds(240);
    private static final int READINGS = 2000;

    /** What was seen is either all functions with their FIDs, fewer while they come up, or a reason. */
    private static ZpciReading look(LinuxReader reader, LinuxPair pair) {
        LinuxProbe probe = reader.probe();
        assertThat(probe.words()).isNotBlank();
        ZpciReading reading = reader.devices(Set.of());
        Set<Long> fids = new HashSet<>();
        for (ZpciDevice device : reading.devices()) {
            assertThat(device.fid() & 0xff).isZero();
            assertThat(device.fid() >> 8).isBetween(1L, (long) pair.functions());
            assertThat(fids.add(device.fid())).isTrue();
            assertThat(device.handle().softwareMark()).isEqualTo(2);
        }
        return reading;
    }

    private static void awaitFunctions(LinuxReader reader, LinuxPair pair) {
        Eventually.passes(BOOT, () -> {
            ZpciReading reading = look(reader, pair);
            assertThat(reading.devices())
                    .as("%s %s", reader.probe().words(), reading.problem())
                    .hasSize(pair.functions())
                    .allMatch(device -> device.handle().isEnabled());
        });
    }

    /** This kernel does not name the list of its functions, so it must not be taken for another while it is empty. */
    @Test
    void isFoundWhileItStarts() throws Exception {
        try (LinuxGuest guest = LinuxGuest.of(LinuxPair.BOOKWORM).qemu("-S").boot();
                LiveMemory live = LiveMemory.of(guest)) {
            LinuxReader reader = live.reader();
            assertThat(look(reader, guest.pair()).devices()).isEmpty();
            execute(live.monitor(), "cont");
            awaitFunctions(reader, guest.pair());
        }
    }

    /** Not in QEMU 7.2, in which Linux needs many times as long to unpack itself after a reset as at first: up to minutes. */
    @Test
    void isFoundAgainAfterAResetAndNeverTornUnderLoad() throws Exception {
        try (LinuxGuest guest = LinuxGuest.of(LinuxPair.BACKPORTS)
                        .load(LinuxGuest.Load.DISK)
                        .boot();
                LiveMemory live = LiveMemory.of(guest)) {
            LinuxReader reader = live.reader();
            awaitFunctions(reader, guest.pair());
            long printed = guest.consoleLength();
            // It stands until it was seen that Linux is gone.
            execute(live.monitor(), "stop");
            execute(live.monitor(), "system_reset");
            Eventually.passes(BOOT, () -> {
                look(reader, guest.pair());
                assertThat(reader.probe()).isNotInstanceOf(LinuxProbe.Running.class);
            });
            execute(live.monitor(), "cont");
            awaitFunctions(reader, guest.pair());
            guest.awaitReady(printed);
            agrees(look(reader, guest.pair()), guest.nextReport());
            for (int i = 0; i < READINGS; i++) {
                ZpciReading reading = look(reader, guest.pair());
                assertThat(reading.problem()).isNull();
                assertThat(reading.devices()).hasSize(guest.pair().functions());
                assertThat(reading.devices()).allMatch(device -> device.driver().isKnown());
            }
        }
    }

    private static void agrees(ZpciReading reading, LinuxReport report) {
        assertThat(reading.devices()).hasSameSizeAs(report.functions());
        for (ZpciDevice device : reading.devices()) {
            assertThat(device.handle().bits())
                    .isEqualTo((int) report.function(device.fid()).handle());
            assertThat(device.driver().value())
                    .isEqualTo(report.function(device.fid()).driver().orElse(""));
        }
    }

    private static void execute(Monitor monitor, String command) throws Exception {
        monitor.execute(MonitorCommand.of(command, reply -> reply)).get(30, TimeUnit.SECONDS);
    }
}
