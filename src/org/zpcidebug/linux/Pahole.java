package org.zpcidebug.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.zpcidebug.s390.BigEndian;

/**
 * Makes BTF from the debug information of a vmlinux with the program pahole, where that is installed. It takes up to a
 * minute for a whole kernel, which is why the result is kept.
 */
@SuppressWarnings("nls")
final class Pahole {

    private static final long LIMIT = TimeUnit.MINUTES.toNanos(5);
    private static final long LOOK_MILLIS = 50;
    private static final long MAX_BYTES = 64L << 20;

    private Pahole() {}

    /** The type information of that file. */
    static BigEndian btf(Path vmlinux, BooleanSupplier cancelled) throws Problem {
        Path result = null;
        try {
            result = Files.createTempFile("zpcidebug", ".btf");
            run(result, vmlinux, cancelled);
            if (Files.size(result) > MAX_BYTES) {
                throw Problem.of("pahole.failed", vmlinux.toString());
            }
            return new BigEndian(Files.readAllBytes(result));
        } catch (IOException e) {
            throw UserFile.unreadable(vmlinux, e);
        } finally {
            if (result != null) {
                UserFile.remove(result);
            }
        }
    }

    private static void run(Path result, Path vmlinux, BooleanSupplier cancelled) throws Problem {
        Process process;
        try {
            process = new ProcessBuilder(List.of("pahole", "--btf_encode_detached=" + result, "--", vmlinux.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw Problem.of("pahole.missing", vmlinux.toString());
        }
        try {
            if (!ends(process, cancelled)) {
                throw Problem.of("memory.cancelled");
            }
            if (process.exitValue() != 0) {
                throw Problem.of("pahole.failed", vmlinux.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of("memory.cancelled");
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean ends(Process process, BooleanSupplier cancelled) throws InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (cancelled.getAsBoolean() || System.nanoTime() - start > LIMIT) {
                return false;
            }
        }
        return true;
    }
}
