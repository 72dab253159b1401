package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.memory.StoppedGuest.Backing;
import org.zpcidebug.s390.Extent;

/** Tests reading as a user who may not look into QEMU's process. Only root can start processes of several users. */
class OtherUserLiveTest {

    /** Two users without any rights: nobody, and one without a name. */
    private static final int NOBODY = 65534;

    private static final int SOMEBODY = 64321;

    @TempDir
    private static Path copies;

    private static String classPath;

    @BeforeAll
    static void copyClasses() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")));
        // What belongs to root may lie in folders that others cannot enter.
        List<String> parts = new ArrayList<>();
        for (Class<?> type : List.of(GuestMemory.class, StoppedGuest.class, Gson.class, Native.class)) {
            Path source = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path copy = copies.resolve(parts.size() + "-" + source.getFileName());
            copyAll(source, copy);
            parts.add(copy.toString());
        }
        classPath = String.join(File.pathSeparator, parts);
        open(copies, "rwxr-xr-x");
    }

    private static void copyAll(Path source, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(source.relativize(file).toString());
                Files.copy(file, target);
                open(target, Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static List<String> as(int user) {
        String number = Integer.toString(user);
        return List.of("setpriv", "--reuid", number, "--regid", number, "--clear-groups", "--no-new-privs");
    }

    /** What the other user reads is right; the lines are the way, and what spoke against the others. */
    private static List<String> read(StoppedGuest guest, int user) throws Exception {
        open(guest.monitorPath(), "rwxrwxrwx");
        open(guest.qemu().directory(), "rwxr-xr-x");
        Extent extent = guest.patterns().get(0);
        List<String> command = new ArrayList<>(as(user));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                OtherUserReader.class.getName(),
                guest.monitorPath().toString(),
                Long.toString(extent.address()),
                Integer.toString(extent.length())));
        Process reader = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(copies.toFile())
                .start();
        String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor(60, TimeUnit.SECONDS)).as(text).isTrue();
        assertThat(reader.exitValue()).as(text).isZero();
        List<String> lines = text.lines().toList();
        assertThat(lines.get(lines.size() - 1)).isEqualTo(OtherUserReader.digest(guest.expected(extent)));
        return lines.subList(0, lines.size() - 1);
    }

    @Test
    void rootsQemuWritesFiles() throws Exception {
        try (StoppedGuest guest = StoppedGuest.start(Backing.PLAIN)) {
            List<String> lines = read(guest, NOBODY);
            assertThat(lines.get(0)).isEqualTo("PMEMSAVE");
            assertThat(lines.get(1))
                    .contains(Kind.PERMISSION_REFUSED.name(), Long.toString(guest.pid()), "user 0", "user 65534");
            assertThat(lines).hasSize(2);
        }
    }

    @Test
    void anotherUsersQemuPrints() throws Exception {
        try (StoppedGuest guest = otherUsersGuest()) {
            List<String> lines = read(guest, SOMEBODY);
            assertThat(lines.get(0)).isEqualTo("MONITOR");
            assertThat(lines.get(1)).contains(Kind.PERMISSION_REFUSED.name(), "user 65534", "user 64321");
            assertThat(lines.get(2)).contains(Kind.FILE_REFUSED.name(), "Could not open", "same user as QEMU");
            assertThat(lines).hasSize(3);
        }
    }

    @Test
    void onesOwnQemuIsRead() throws Exception {
        try (StoppedGuest guest = otherUsersGuest()) {
            List<String> lines = read(guest, NOBODY);
            // Where kernel.yama.ptrace_scope is set, one's own processes are closed, too.
            boolean isClosed = Files.exists(Path.of("/proc/sys/kernel/yama/ptrace_scope"))
                    && !Files.readString(Path.of("/proc/sys/kernel/yama/ptrace_scope"))
                            .startsWith("0");
            assertThat(lines.get(0)).isEqualTo(isClosed ? "PMEMSAVE" : "PROCESS");
        }
    }

    /** A guest whose QEMU is nobody's. */
    private static StoppedGuest otherUsersGuest() {
        return StoppedGuest.startAs(as(NOBODY));
    }
}
