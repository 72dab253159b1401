package org.zpcidebug.testing;

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
import org.zpcidebug.hypervisor.Monitor;

/** A user without any rights, who may not look into other users' processes. Only root can start programs as one. */
public final class OtherUser {

    /** The user nobody. */
    public static final int NOBODY = 65534;

    /** A user without a name. */
    public static final int SOMEBODY = 64321;

    private final Path folder;
    private final String classPath;

    /** Copies the classes of tests and plugin to a folder, for what belongs to root may lie where others cannot enter. */
    public OtherUser(Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")));
        this.folder = folder;
        List<String> parts = new ArrayList<>();
        for (Class<?> type : List.of(Monitor.class, OtherUser.class, Gson.class, Native.class)) {
            Path source = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path copy = folder.resolve(parts.size() + "-" + source.getFileName());
            copyAll(source, copy);
            parts.add(copy.toString());
        }
        classPath = String.join(File.pathSeparator, parts);
        permit(folder, "rwxr-xr-x");
    }

    private static void copyAll(Path source, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(source.relativize(file).toString());
                Files.copy(file, target);
                permit(target, Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** What a command line begins with that this user runs. */
    public static List<String> as(int user) {
        String number = Integer.toString(user);
        return List.of("setpriv", "--reuid", number, "--regid", number, "--clear-groups", "--no-new-privs");
    }

    /** What a main class prints that this user runs, with the monitor's path as its first argument. */
    public List<String> run(int user, LiveGuest guest, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(as(user));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.add(guest.monitorPath().toString());
        command.addAll(List.of(arguments));
        permit(guest.monitorPath(), "rwxrwxrwx");
        permit(guest.qemu().directory(), "rwxr-xr-x");
        try {
            return lines(command);
        } finally {
            permit(guest.monitorPath(), "rwx------");
            permit(guest.qemu().directory(), "rwx------");
        }
    }

    private List<String> lines(List<String> command) throws Exception {
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
        String text = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).as(text).isTrue();
        assertThat(program.exitValue()).as(text).isZero();
        return text.lines().toList();
    }

    /** Prints lines, for a main class. */
    public static void print(List<String> lines) throws IOException {
        try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
