package org.zpcidebug.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Sends signals to processes of the tests' own. */
public final class ProcessSignals {

    private ProcessSignals() {}

    /** Sends a signal by its name without SIG; STOP returns when every thread of the process has stopped. */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
        if (name.equals("STOP")) {
            // The signal reaches one thread after the other, and one that still runs may answer once more.
            Eventually.passes(
                    Duration.ofSeconds(60), () -> assertThat(isStopped(pid)).isTrue());
        }
    }

    /** Whether a process has ended; one whose parent has ended before it may wait for seconds to be taken note of. */
    public static boolean hasEnded(long pid) throws IOException {
        try {
            return state(Path.of("/proc", Long.toString(pid))) == 'Z';
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static boolean isStopped(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                if (!hasStopped(thread)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean hasStopped(Path thread) throws IOException {
        try {
            return state(thread) == 'T';
        } catch (NoSuchFileException e) {
            return true; // it has ended
        }
    }

    private static char state(Path thread) throws IOException {
        String stat = Files.readString(thread.resolve("stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
