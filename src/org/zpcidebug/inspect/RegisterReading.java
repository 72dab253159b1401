package org.zpcidebug.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.hypervisor.CpuRegisters;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.RegisterDump;
import org.zpcidebug.memory.ScratchFolder;
import org.zpcidebug.s390.Psw;
import org.zpcidebug.zpci.CpuMask;

/** Reads what the CPUs let interrupt them, which stops the guest for a moment. */
@SuppressWarnings("nls")
final class RegisterReading {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String FILE = "dump";

    private RegisterReading() {}

    /**
     * Reads the registers.
     *
     * @param monitor sends whatever it is asked to; stays the caller's
     * @throws SessionException when that is not possible
     */
    static CpuReading read(Monitor monitor) {
        try (ScratchFolder folder = ScratchFolder.create(RegisterDump.FOLDER, true)) {
            if (folder == null) {
                throw new SessionException(Words.of("trace.noPlace"));
            }
            Path file = folder.path().resolve(FILE);
            new DebuggingMonitor(monitor)
                    .execute(RegisterDump.command(file), LIMIT)
                    .get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            List<CpuMask> masks = masks(file);
            if (masks.isEmpty()) {
                throw new SessionException(Words.of("registers.none"));
            }
            return new CpuReading(Instant.now(), System.nanoTime(), masks);
        } catch (ExecutionException e) {
            throw new SessionException(Words.of("registers.refused", message(e)), e);
        } catch (IOException e) {
            throw new SessionException(Words.of("registers.refused", String.valueOf(e.getMessage())), e);
        } catch (TimeoutException e) {
            throw new SessionException(Words.of("problem.silent"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private static String message(ExecutionException failure) {
        MonitorException cause = MonitorException.of(failure);
        return cause == null ? String.valueOf(failure.getCause()) : cause.getMessage();
    }

    private static List<CpuMask> masks(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return RegisterDump.parse(in.readNBytes(RegisterDump.MAX_BYTES)).stream()
                    .map(RegisterReading::mask)
                    .toList();
        }
    }

    private static CpuMask mask(CpuRegisters cpu) {
        return new CpuMask(cpu.control6(), new Psw(cpu.pswMask(), 0).allowsIo());
    }
}
