package org.zpcidebug.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Linux guests themselves: what the other live tests rely on. */
class LinuxGuestLiveTest {

    @ParameterizedTest
    @EnumSource(LinuxPair.class)
    void everyFunctionHasItsDriverAndDoesWork(LinuxPair pair) {
        LinuxGuest guest = LinuxGuest.shared(pair);

        LinuxReport before = guest.nextReport();
        assertThat(before.functions()).hasSize(pair.functions());
        assertThat(before.functions()).allSatisfy(function -> {
            assertThat(function.driver()).isPresent();
            assertThat(function.fid() >> 8).isEqualTo(function.uid() - 0x10);
            assertThat(function.handle()).as("enabled").isGreaterThan(0x80000000L);
        });

        Eventually.passes(Duration.ofSeconds(60), () -> {
            LinuxReport after = guest.nextReport();
            for (LinuxFunction function : after.functions()) {
                assertThat(function.measured()).as(function.address()).isTrue();
                assertThat(function.mappedPages())
                        .as(function.address())
                        .isGreaterThan(before.function(function.fid()).mappedPages());
            }
            assertThat(after.interrupts().get("PCF").total())
                    .isGreaterThan(before.interrupts().get("PCF").total());
            assertThat(after.uptime()).isGreaterThan(before.uptimeEnd());
        });
    }

    @ParameterizedTest
    @EnumSource(LinuxPair.class)
    void onlyItsOwnerReachesTheMonitorAndNobodyTheNetwork(LinuxPair pair) throws IOException {
        LinuxGuest guest = LinuxGuest.shared(pair);

        assertThat(Files.getPosixFilePermissions(guest.monitorPath()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(guest.qemu().directory()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Set<String> sockets = sockets(guest.pid());
        assertThat(sockets).isNotEmpty();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            assertThat(inodes(Path.of("/proc/net/" + table))).as(table).doesNotContainAnyElementsOf(sockets);
        }
    }

    @Test
    void measuresGapsAndEndsWithoutATrace() {
        LinuxGuest guest = LinuxGuest.of(LinuxPair.BOOKWORM)
                .load(LinuxGuest.Load.OFF)
                .gap()
                .period(Duration.ofMillis(500))
                .cpus(1)
                .start();
        Path directory = guest.qemu().directory();
        try (guest) {
            LinuxReport report = guest.nextReport();
            assertThat(report.gapMicros()).isPresent();
            assertThat(report.gapMicros().getAsLong()).isPositive();
            assertThat(report.interrupts().get("PCF").counts()).hasSize(1);
        }
        assertThat(guest.qemu().isAlive()).isFalse();
        assertThat(directory).doesNotExist();
        guest.close();
    }

    @Test
    void aStoppedGuestEndsToo() throws IOException, InterruptedException {
        LinuxGuest guest = LinuxGuest.of(LinuxPair.BOOKWORM).boot();
        ProcessSignals.send("STOP", guest.pid());
        guest.close();
        assertThat(guest.qemu().isAlive()).isFalse();
    }

    /** The inode numbers of a process's sockets. */
    private static Set<String> sockets(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.map(LinuxGuestLiveTest::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** The tenth column of the tables in /proc/net. */
    private static List<String> inodes(Path table) throws IOException {
        if (!Files.exists(table)) {
            return List.of();
        }
        return Files.readAllLines(table).stream()
                .skip(1)
                .map(line -> line.trim().split(" +")[9])
                .toList();
    }
}
