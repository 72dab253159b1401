package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.s390.Translation;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;

/** Guests that are started again under the reader's eyes, and guests under full load. */
class LinuxRestartLiveTest {

    private static final Duration BOOT = Duration.ofSeconds(90);
    private static final int READINGS = 2000;

    private static LinuxReader reader(ProcessStorage storage) {
        return new LinuxReader(storage, LinuxSettings.of(storage.bytes(), KernelCache.inMemory()));
    }

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

    @ParameterizedTest
    @EnumSource
    void isFoundAgainAfterAReset(LinuxPair pair) throws Exception {
        try (LinuxGuest guest = LinuxGuest.of(pair).start();
                ProcessStorage storage = ProcessStorage.open(guest)) {
            LinuxReader reader = reader(storage);
            assertThat(look(reader, pair).devices()).hasSize(pair.functions());
            long printed = guest.consoleLength();
            reset(guest);

            Eventually.passes(BOOT, () -> {
                LinuxProbe probe = reader.probe();
                look(reader, pair);
                assertThat(probe).as(probe.words()).isNotInstanceOf(LinuxProbe.Running.class);
            });
            Eventually.passes(BOOT, () -> {
                ZpciReading reading = look(reader, pair);
                assertThat(reading.devices()).hasSize(pair.functions());
                assertThat(reading.devices()).allMatch(d -> d.handle().isEnabled());
            });
            guest.awaitReady(printed);
            LinuxReport report = guest.nextReport();
            for (ZpciDevice device : look(reader, pair).devices()) {
                assertThat(device.handle().bits())
                        .isEqualTo((int) report.function(device.fid()).handle());
                assertThat(device.driver().value())
                        .isEqualTo(report.function(device.fid()).driver().orElse(""));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void addressesByArithmeticAreThoseOfTheTables(LinuxPair pair) throws Exception {
        try (ProcessStorage storage = ProcessStorage.open(LinuxGuest.shared(pair))) {
            LinuxReader reader = reader(storage);
            LinuxKernel kernel = ((LinuxProbe.Running) reader.probe()).kernel();
            VmCoreInfo info = VmCoreInfoNote.find(storage).info();
            KernelAddressSpace walked = new KernelAddressSpace(storage, info, OsInfo.find(storage), 0);

            for (ZpciDevice device : reader.devices(Set.of()).devices()) {
                Translation table = walked.translate(device.address());
                assertThat(table.problem()).isNull();
                assertThat(table.absolute())
                        .isEqualTo(kernel.space().translate(device.address()).absolute());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverShowsATornList(LinuxPair pair) throws Exception {
        try (LinuxGuest guest = LinuxGuest.of(pair).load(LinuxGuest.Load.HEAVY).start();
                ProcessStorage storage = ProcessStorage.open(guest)) {
            LinuxReader reader = reader(storage);
            for (int i = 0; i < READINGS; i++) {
                ZpciReading reading = look(reader, pair);
                assertThat(reading.problem()).isNull();
                assertThat(reading.devices()).hasSize(pair.functions());
                assertThat(reading.devices()).allMatch(d -> d.driver().isKnown());
            }
        }
    }

    private static void reset(LinuxGuest guest) throws Exception {
        try (Monitor monitor =
                QmpMonitor.open(new MonitorAddress.Unix(guest.monitorPath())).get(30, TimeUnit.SECONDS)) {
            monitor.execute(MonitorCommand.of("system_reset", reply -> reply)).get(30, TimeUnit.SECONDS);
        }
    }
}
