package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.memory.StoppedGuest.Backing;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.testing.OtherUser;

/** Tests reading as a user who may not look into QEMU's process. Only root can start processes of several users. */
class OtherUserLiveTest {

    @TempDir
    private static Path copies;

    private static OtherUser users;

    @BeforeAll
    static void copyClasses() throws Exception {
        users = new OtherUser(copies);
    }

    /** What the other user reads is right; the lines are the way, and what spoke against the others. */
    private static List<String> read(StoppedGuest guest, int user) throws Exception {
        Extent extent = guest.patterns().get(0);
        List<String> lines = users.run(
                user, guest, OtherUserReader.class, Long.toString(extent.address()), Integer.toString(extent.length()));
        assertThat(lines.get(lines.size() - 1)).isEqualTo(OtherUserReader.digest(guest.expected(extent)));
        return lines.subList(0, lines.size() - 1);
    }

    @Test
    void rootsQemuWritesFiles() throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(Backing.PLAIN)) {
            List<String> lines = read(guest, OtherUser.NOBODY);
            assertThat(lines.get(0)).isEqualTo("PMEMSAVE");
            assertThat(lines.get(1))
                    .contains(Kind.PERMISSION_REFUSED.name(), Long.toString(guest.pid()), "user 0", "user 65534");
            assertThat(lines).hasSize(2);
        }
    }

    @Test
    void anotherUsersQemuPrints() throws Exception {
        try (StoppedGuest guest = otherUsersGuest()) {
            List<String> lines = read(guest, OtherUser.SOMEBODY);
            assertThat(lines.get(0)).isEqualTo("MONITOR");
            assertThat(lines.get(1)).contains(Kind.PERMISSION_REFUSED.name(), "user 65534", "user 64321");
            assertThat(lines.get(2)).contains(Kind.FILE_REFUSED.name(), "Could not open", "same user as QEMU");
            assertThat(lines).hasSize(3);
        }
    }

    @Test
    void onesOwnQemuIsRead() throws Exception {
        try (StoppedGuest guest = otherUsersGuest()) {
            List<String> lines = read(guest, OtherUser.NOBODY);
            // Where kernel.yama.ptrace_scope is set, one's own processes are closed, too.
            boolean isClosed = Files.exists(Path.of("/proc/sys/kernel/yama/ptrace_scope"))
                    && !Files.readString(Path.of("/proc/sys/kernel/yama/ptrace_scope"))
                            .startsWith("0");
            assertThat(lines.get(0)).isEqualTo(isClosed ? "PMEMSAVE" : "PROCESS");
        }
    }

    /** A guest whose QEMU is nobody's. */
    private static StoppedGuest otherUsersGuest() {
        return StoppedGuest.startAs(OtherUser.as(OtherUser.NOBODY));
    }
}
