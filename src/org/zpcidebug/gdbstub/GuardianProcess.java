package org.zpcidebug.gdbstub;

import com.google.gson.JsonElement;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The process that outlives this one to repair the guest. It waits for its standard input to end, which happens however
 * this process ends; a word on it before that tells that all is well. In a session of its own, so that what a terminal
 * sends to this program does not reach it.
 */
@SuppressWarnings("nls")
public final class GuardianProcess {

    /** What is written when the guest needs no repair. */
    public static final String DISMISSED = "left\n";

    /** What is written when a CPU that was borrowed was given back. */
    static final String RETURNED = "returned";

    private static final String SET_SESSION = "setsid";

    private final Process process;

    private GuardianProcess(Process process) {
        this.process = process;
    }

    /** Starts one that guards guests one after the other: {@link #guard}. */
    static GuardianProcess start() throws IOException {
        return start(Guardian.class, List.of());
    }

    /**
     * Starts a guardian.
     *
     * @param guardian has a main method that waits for the end of its standard input, and does nothing when that says
     *     {@link #DISMISSED}
     */
    public static GuardianProcess start(Class<?> guardian, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        sessionMaker().ifPresent(command::add);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx32m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", classPath(), guardian.getName()));
        command.addAll(arguments);
        return new GuardianProcess(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The program that starts another in a session of its own, where there is one. */
    private static Optional<String> sessionMaker() {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(folders.split(File.pathSeparator))
                .map(folder -> Path.of(folder, SET_SESSION))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Where the classes are that the guardian needs: ours, and those that write the monitor's language. */
    private static String classPath() throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(Guardian.class, JsonElement.class)) {
            try {
                Path place = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                // A project that runs from its sources has its classes beside them.
                places.add((Files.isDirectory(place.resolve("bin/org")) ? place.resolve("bin") : place).toString());
            } catch (URISyntaxException | IllegalArgumentException e) {
                throw new IOException(type.getName(), e);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** From now on it repairs that guest if this process ends before {@link #left}. */
    void guard(GuardedGuest guest) throws IOException {
        say(guest.line());
    }

    /** The guest was left: it guards none. */
    void left() throws IOException {
        say(DISMISSED.strip());
    }

    /**
     * A CPU was borrowed: it is to be given back if this process ends before {@link #returned}. Said once without the
     * prefix area, then with it.
     */
    void borrowed(Borrowed what) throws IOException {
        say(what.lowcore().length == 0 ? what.line() : what.lowcoreLine());
    }

    /** It was given back. */
    void returned() throws IOException {
        say(RETURNED);
    }

    private void say(String line) throws IOException {
        say((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void say(byte[] line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(line);
        input.flush();
    }

    /** All is well: the guardian ends. */
    public void dismiss() {
        end(DISMISSED);
    }

    /** Has the guardian repair the guest now, and end. */
    public void repairAndEnd() {
        end("");
    }

    private void end(String word) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(word.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It has ended already.
            return;
        }
    }
}
