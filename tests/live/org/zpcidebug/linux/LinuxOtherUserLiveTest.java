package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.linux.OtherUserLinux.Row;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.OtherUser;

/** A user who may not look into QEMU's process reads Linux by the slower ways, and sees what the others see. */
class LinuxOtherUserLiveTest {

    @TempDir
    private static Path copies;

    private static OtherUser users;
    private static Path cache;

    @BeforeAll
    static void copyClasses() throws Exception {
        users = new OtherUser(copies);
        Path open = Files.createDirectory(copies.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        cache = open.resolve("kernels");
    }

    private static List<Row> rows(LinuxGuest guest) throws Exception {
        try (LiveMemory live = LiveMemory.of(guest)) {
            return OtherUserLinux.rows(live.reader());
        }
    }

    /** The second time the kernel is known: printing all of its symbols takes QEMU a while. */
    @ParameterizedTest
    @EnumSource
    void slowerWaysGiveTheSameAnswers(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        List<Row> before = rows(guest);
        assertThat(before).hasSize(pair.functions());
        List<String> written = read(guest, "PROCESS", "PMEMSAVE", "MONITOR");
        List<String> printed = read(guest, "PROCESS", "MONITOR");
        List<Row> after = rows(guest);

        assertThat(written.get(0)).isEqualTo("PMEMSAVE");
        assertThat(printed.get(0)).isEqualTo("MONITOR");
        for (List<String> lines : List.of(written, printed)) {
            assertThat(lines).hasSize(1 + before.size());
            for (int i = 0; i < before.size(); i++) {
                isBetween(before.get(i), Row.parse(lines.get(1 + i)), after.get(i));
            }
        }
    }

    private static void isBetween(Row before, Row row, Row after) {
        assertThat(row.identity()).isEqualTo(before.identity());
        for (int i = 0; i < row.counters().size(); i++) {
            assertThat(row.counters().get(i))
                    .isBetween(before.counters().get(i), after.counters().get(i));
        }
    }

    private static List<String> read(LinuxGuest guest, String... ways) throws Exception {
        String[] arguments = new String[ways.length + 1];
        arguments[0] = cache.toString();
        System.arraycopy(ways, 0, arguments, 1, ways.length);
        return users.run(OtherUser.NOBODY, guest, OtherUserLinux.class, arguments);
    }
}
