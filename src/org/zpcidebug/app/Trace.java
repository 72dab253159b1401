package org.zpcidebug.app;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.zpcidebug.Text;
import org.zpcidebug.gdbstub.StubOptions;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.intercept.GuestCode;
import org.zpcidebug.intercept.InterceptFilter;
import org.zpcidebug.intercept.InterceptLoop;
import org.zpcidebug.intercept.RecordJson;

/**
 * Prints each PCI instruction that the guest executes, one JSON object a line: {@code -monitor ADDRESS -seconds N|-count
 * N [-instruction LIST] [-fid FID] [-where CONDITION]}. The guest stops at each for less than a millisecond, and is left
 * as it was found.
 */
@SuppressWarnings("nls")
public final class Trace implements Command {

    private static final String SECONDS = "-seconds";
    private static final String COUNT = "-count";
    private static final String INSTRUCTION = "-instruction";
    private static final String FID = "-fid";
    private static final String WHERE = "-where";
    private static final Set<String> VALUED = Set.of(
            AttachedGuest.MONITOR,
            AttachedGuest.VMLINUX,
            AttachedGuest.SYSTEM_MAP,
            AttachedGuest.TEXT,
            SECONDS,
            COUNT,
            INSTRUCTION,
            FID,
            WHERE);

    /** How long the end of the process waits for the guest to be left. */
    private static final int LEAVE_SECONDS = 2;

    private static final long MOST_SECONDS = 1_000_000;

    @Override
    public void run(List<String> arguments, PrintStream out) {
        Options options = Options.parse(arguments, VALUED, Set.of());
        options.required(AttachedGuest.MONITOR);
        OptionalLong seconds = number(options, SECONDS);
        OptionalLong count = number(options, COUNT);
        if (seconds.isEmpty() && count.isEmpty()) {
            throw new UsageException(Text.of(Trace.class, "usage.limit"));
        }
        InterceptFilter filter = filter(options);
        CompletableFuture<Void> left = new CompletableFuture<>();
        Thread hook = endsWithTheProcess(Thread.currentThread(), left);
        try (AttachedGuest guest = AttachedGuest.open(options)) {
            trace(guest, filter, seconds, count, out);
        } finally {
            left.complete(null);
            remove(hook);
        }
    }

    private static void trace(
            AttachedGuest guest, InterceptFilter filter, OptionalLong seconds, OptionalLong count, PrintStream out) {
        GuestCode code = guest.code();
        try (StubSession session = StubSession.open(guest.debugging(), StubOptions.DEFAULT)) {
            InterceptLoop loop = new InterceptLoop(session.client(), code, filter, record -> {
                out.print(RecordJson.write(record) + "\n");
                out.flush();
            });
            if (loop.arm() == 0) {
                throw new CommandException(Text.of(Trace.class, "trace.noSites"));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds.orElse(MOST_SECONDS));
            long most = count.orElse(Long.MAX_VALUE);
            BooleanSupplier isEnough =
                    () -> loop.recorded() >= most || System.nanoTime() - end >= 0 || out.checkError();
            loop.run(isEnough);
        }
    }

    private static InterceptFilter filter(Options options) {
        InterceptFilter filter = InterceptFilter.all();
        String option = INSTRUCTION;
        try {
            if (options.value(INSTRUCTION).isPresent()) {
                filter = filter.instructions(options.required(INSTRUCTION));
            }
            option = WHERE;
            if (options.value(WHERE).isPresent()) {
                filter = filter.where(options.required(WHERE));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
        return options.value(FID).isPresent() ? filter.fid(fid(options.required(FID))) : filter;
    }

    private static long fid(String text) {
        try {
            return text.startsWith("0x")
                    ? Integer.toUnsignedLong(Integer.parseUnsignedInt(text.substring(2), 16))
                    : Integer.toUnsignedLong(Integer.parseUnsignedInt(text));
        } catch (NumberFormatException e) {
            throw new UsageException(Text.of(Trace.class, "usage.fid", FID, text));
        }
    }

    private static OptionalLong number(Options options, String name) {
        if (options.value(name).isEmpty()) {
            return OptionalLong.empty();
        }
        String text = options.required(name);
        if (!text.matches("[0-9]{1,9}") || Long.parseLong(text) == 0) {
            throw new UsageException(Text.of(Trace.class, "usage.number", name, text));
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** When the process is told to end, the guest is left first. */
    private static Thread endsWithTheProcess(Thread tracing, CompletableFuture<Void> left) {
        Thread hook = new Thread(() -> end(tracing, left), "zPCI trace end");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void end(Thread tracing, CompletableFuture<Void> left) {
        tracing.interrupt();
        try {
            left.get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The guardian does it as soon as this process has ended.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has what it waits for.
            return;
        }
    }
}
