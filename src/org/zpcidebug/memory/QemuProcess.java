package org.zpcidebug.memory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.zpcidebug.memory.MemoryProblem.Kind;

/**
 * A process, told apart from a later one with the same number: an open file in its folder of /proc belongs to the
 * process, not to the number, and cannot be read any more when the process is gone.
 */
@SuppressWarnings("nls")
final class QemuProcess implements AutoCloseable {

    private static final int MOST_MAPS_BYTES = 64 << 20;

    /** In a millisecond nobody can start the thousands of processes after which a number comes again. */
    private static final long CERTAIN_NANOS = 1_000_000;

    private final int pid;
    private final RandomAccessFile presence;
    private final String name;
    private long confirmed;

    private QemuProcess(int pid, RandomAccessFile presence) throws IOException {
        this.pid = pid;
        this.presence = presence;
        this.name = presence.readLine();
        this.confirmed = System.nanoTime();
    }

    /** @throws MemoryException when there is no such process, or it is hidden from us */
    static QemuProcess open(int pid) {
        try {
            // Not a channel: an interrupt would close it.
            return new QemuProcess(
                    pid, new RandomAccessFile(folder(pid).resolve("comm").toFile(), "r"));
        } catch (IOException e) {
            throw new MemoryException(MemoryProblem.variant(Kind.NO_LOCAL_PROCESS, "HIDDEN", Integer.toString(pid)), e);
        }
    }

    private static Path folder(int pid) {
        return Path.of("/proc", Integer.toString(pid));
    }

    int pid() {
        return pid;
    }

    /** Its memory, to be read at addresses of its own. */
    FileChannel openMemory() throws IOException {
        FileChannel memory = FileChannel.open(folder(pid).resolve("mem"));
        try {
            // Only now is it certain whose number it was.
            confirmNow();
        } catch (MemoryException e) {
            memory.close();
            throw e;
        }
        return memory;
    }

    /** The process and its name, for instance {@code 4711 (qemu-system-s39)}. */
    @Override
    public String toString() {
        return pid + " (" + name + ")";
    }

    /**
     * Makes sure that it is still this process which has the number, and had it a moment ago.
     *
     * @throws MemoryException when it has ended
     */
    void confirm() {
        long now = System.nanoTime();
        if (now - confirmed >= CERTAIN_NANOS) {
            confirmNow();
            confirmed = now;
        }
    }

    private void confirmNow() {
        try {
            presence.seek(0);
            if (presence.read() < 0) {
                throw gone();
            }
        } catch (IOException e) {
            throw gone();
        }
    }

    MemoryException gone() {
        return new MemoryException(MemoryProblem.of(Kind.PROCESS_GONE, Integer.toString(pid)));
    }

    /** @throws MemoryException when we may not see them */
    ProcessMaps maps() {
        Path file = folder(pid).resolve("maps");
        try (var in = Files.newInputStream(file)) {
            return ProcessMaps.parse(new String(in.readNBytes(MOST_MAPS_BYTES), StandardCharsets.ISO_8859_1));
        } catch (AccessDeniedException e) {
            throw new MemoryException(PtraceRules.of(pid).explain());
        } catch (NoSuchFileException e) {
            throw gone();
        } catch (IOException e) {
            throw new MemoryException(MemoryProblem.of(Kind.SYSTEM_ERROR, file, e.getMessage()));
        }
    }

    @Override
    public void close() {
        try {
            presence.close();
        } catch (IOException e) {
            // It was only read.
            return;
        }
    }
}
