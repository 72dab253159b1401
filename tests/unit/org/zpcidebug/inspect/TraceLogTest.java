package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zpcidebug.gdbstub.GuardianProcess;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.testing.Eventually;

class TraceLogTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final byte[] LINE =
            "css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)\n".getBytes(StandardCharsets.US_ASCII);
    private static final MonitorAddress MONITOR = new MonitorAddress.Unix(Path.of("/tmp/zpcidebug-no-guest"));

    private final TraceLog log = TraceLog.create(MONITOR);
    private final AdapterTally tally = new AdapterTally(Instant.EPOCH, false);

    @AfterEach
    void close() {
        log.close();
        assertThat(log.folder()).doesNotExist();
    }

    private static void write(Path file, int lines) throws IOException {
        try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
            for (int i = 0; i < lines; i++) {
                out.write(LINE);
            }
        }
    }

    private long raised() {
        return tally.counts().subclasses().get(2).raised();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.file())))
                .isEqualTo("rw-------");
        assertThat(log.folder()).startsWith(Path.of("/dev/shm"));
        assertThat(TraceLog.abandoned(MONITOR)).as("its owner is here").isEmpty();
    }

    @Test
    void theFilesTakeTurnsAndNoLineIsLost() throws IOException {
        write(log.file(), 3);
        assertThat(log.read(tally)).isFalse();
        assertThat(raised()).isEqualTo(3);
        Path first = log.file();
        int many = TraceLog.TURN_BYTES / LINE.length + 1;
        byte[] block = new byte[LINE.length * many];
        for (int i = 0; i < many; i++) {
            System.arraycopy(LINE, 0, block, i * LINE.length, LINE.length);
        }
        try (OutputStream out = new FileOutputStream(first.toFile(), true)) {
            out.write(block);
        }
        assertThat(log.read(tally)).as("it has grown enough").isTrue();
        log.turn();
        write(first, 1);
        write(log.file(), 2);
        assertThat(log.read(tally)).isFalse();
        assertThat(raised()).isEqualTo(3 + many + 1 + 2);
        assertThat(first).isEmptyFile();
        assertThat(tally.counts().isWhole()).isTrue();
    }

    @Test
    void whatSomebodyEmptiedIsTold() throws IOException {
        write(log.file(), 3);
        log.read(tally);
        Files.write(log.file(), new byte[0]);
        write(log.file(), 1);
        log.read(tally);
        assertThat(tally.counts().isWhole()).isFalse();
    }

    /** The guardian stands in for whoever should read and hangs. */
    @Test
    void theGuardianKeepsAFileSmallThatNobodyReads() throws Exception {
        write(log.file(), 3);
        log.read(tally);
        GuardianProcess guardian = TraceGuardian.start(log.folder(), MONITOR);
        try (RandomAccessFile grown = new RandomAccessFile(log.file().toFile(), "rw")) {
            grown.setLength(TraceLog.MOST_BYTES - 1);
            assertThat(log.file()).hasSize(TraceLog.MOST_BYTES - 1);
            grown.setLength(TraceLog.MOST_BYTES);
            Eventually.passes(LIMIT, () -> assertThat(log.file()).isEmptyFile());
        } finally {
            guardian.dismiss();
        }
        Eventually.passes(
                LIMIT, () -> assertThat(ProcessHandle.of(guardian.pid()).filter(ProcessHandle::isAlive))
                        .isEmpty());
        write(log.file(), 1);
        log.read(tally);
        assertThat(tally.counts().isWhole()).as("what was lost is told").isFalse();
    }

    @Test
    void aReaderThatComesBackFirstEmptiesItItself() throws IOException {
        try (RandomAccessFile grown = new RandomAccessFile(log.file().toFile(), "rw")) {
            grown.setLength(TraceLog.MOST_BYTES);
        }
        assertThat(log.read(tally)).isFalse();
        assertThat(log.file()).isEmptyFile();
        assertThat(tally.counts().isWhole()).isFalse();
    }
}
