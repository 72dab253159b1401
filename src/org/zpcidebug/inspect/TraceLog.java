package org.zpcidebug.inspect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.TracingMonitor;
import org.zpcidebug.memory.ScratchFolder;

/**
 * The log that QEMU writes for us and we read behind: two files on tmpfs that only their owner can read, which take
 * turns, so that neither grows for long. The folder says whose guest it is about, for whoever has to repair it.
 */
@SuppressWarnings("nls")
final class TraceLog implements AutoCloseable {

    /** A file that has grown to this takes no more. */
    static final int TURN_BYTES = 8 << 20;

    /** Nothing that works as it should gets there; whoever sees such a file empties it. */
    static final long MOST_BYTES = 64L << 20;

    static final String MONITOR = "monitor";

    private static final List<String> NAMES = List.of("log0", "log1");
    private static final int PIECE = 64 << 10;

    private final ScratchFolder folder;
    private final RandomAccessFile[] files = new RandomAccessFile[NAMES.size()];
    private final long[] positions = new long[NAMES.size()];
    private final byte[] piece = new byte[PIECE];
    private int current;

    private TraceLog(ScratchFolder folder, MonitorAddress monitor) throws IOException {
        this.folder = folder;
        for (int i = 0; i < files.length; i++) {
            files[i] = folder.file(NAMES.get(i));
        }
        try (RandomAccessFile file = folder.file(MONITOR)) {
            file.write(monitor.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @throws SessionException when there is no place for it */
    static TraceLog create(MonitorAddress monitor) {
        try {
            ScratchFolder folder = ScratchFolder.create(TracingMonitor.LOG_FOLDER, false);
            if (folder == null) {
                throw new SessionException(Words.of("trace.noPlace"));
            }
            try {
                return new TraceLog(folder, monitor);
            } catch (IOException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SessionException(Words.of("trace.file", e.getMessage()), e);
        }
    }

    /** The folders of traces of that guest that somebody left behind. */
    static List<Path> abandoned(MonitorAddress monitor) {
        return ScratchFolder.abandoned(TracingMonitor.LOG_FOLDER, MONITOR).stream()
                .filter(folder ->
                        monitor(folder).filter(monitor.toString()::equals).isPresent())
                .toList();
    }

    private static Optional<String> monitor(Path folder) {
        try (var in = Files.newInputStream(folder.resolve(MONITOR))) {
            return Optional.of(new String(in.readNBytes(PIECE), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The folder. */
    Path folder() {
        return folder.path();
    }

    /** The file that QEMU is to write to. */
    Path file() {
        return folder.path().resolve(NAMES.get(current));
    }

    /**
     * Reads what is new.
     *
     * @return whether QEMU should be told to write to the other file: {@link #turn}
     */
    boolean read(AdapterTally tally) throws IOException {
        int other = 1 - current;
        if (positions[other] > 0) {
            // QEMU may have been writing a last line there while it turned.
            read(other, tally);
            files[other].setLength(0);
            positions[other] = 0;
        }
        read(current, tally);
        return positions[current] >= TURN_BYTES;
    }

    private void read(int index, AdapterTally tally) throws IOException {
        long length = files[index].length();
        if (length < positions[index] || length >= MOST_BYTES) {
            tally.lost();
            files[index].setLength(0);
            positions[index] = 0;
            return;
        }
        files[index].seek(positions[index]);
        while (positions[index] < length) {
            int count = files[index].read(piece, 0, (int) Math.min(PIECE, length - positions[index]));
            if (count <= 0) {
                return;
            }
            tally.add(piece, count);
            positions[index] += count;
        }
    }

    /** From now on the other file is the one. */
    void turn() {
        current = 1 - current;
    }

    /** Lets go of the files, and leaves the folder to the guardian. */
    void leave() {
        for (RandomAccessFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                // It was only read.
                continue;
            }
        }
    }

    /** Removes it all. */
    @Override
    public void close() {
        leave();
        folder.close();
    }
}
