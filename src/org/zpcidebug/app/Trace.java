package org.zpcidebug.app;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.InterceptBreakpoint;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.intercept.InterceptCriteria;
import org.zpcidebug.intercept.InterceptCriteriaBuilder;
import org.zpcidebug.intercept.InterceptFilter;
import org.zpcidebug.intercept.InterceptSession;

/**
 * Prints each PCI instruction that the guest executes, one JSON object a line: {@code -monitor ADDRESS -seconds N|-count
 * N [-instruction LIST] [-fid FID] [-where CONDITION] [-gdb ADDRESS]}. The guest stops at each for less than a millisecond, and is left
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
            AttachedGuest.GDB,
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
        InterceptCriteria criteria = criteria(options);
        CompletableFuture<Void> left = new CompletableFuture<>();
        Thread hook = endsWithTheProcess(Thread.currentThread(), left);
        try (AttachedGuest guest = AttachedGuest.open(options)) {
            trace(guest, criteria, seconds, count, out);
        } finally {
            left.complete(null);
            remove(hook);
        }
    }

    private static void trace(
            AttachedGuest guest,
            InterceptCriteria criteria,
            OptionalLong seconds,
            OptionalLong count,
            PrintStream out) {
        guest.code();
        try (InterceptSession session = InterceptSession.open(guest)) {
            TracePrinter printer = new TracePrinter(out, count.orElse(Long.MAX_VALUE));
            session.addListener(printer);
            session.setRange(guest.range());
            int sites = session.setBreakpoints(List.of(InterceptBreakpoint.of("trace", criteria, Action.LOG)))
                    .join();
            if (sites == 0) {
                throw new CommandException(Text.of(Trace.class, "trace.noSites"));
            }
            String failure = printer.await(seconds.orElse(MOST_SECONDS));
            session.leave().join();
            if (failure != null) {
                throw new CommandException(failure);
            }
        } catch (CompletionException e) {
            throw new CommandException(e.getCause());
        }
    }

    private static InterceptCriteria criteria(Options options) {
        InterceptCriteriaBuilder criteria = InterceptCriteria.builder();
        String option = INSTRUCTION;
        try {
            if (options.value(INSTRUCTION).isPresent()) {
                criteria.instructions(InterceptFilter.opcodes(options.required(INSTRUCTION)));
            }
            option = WHERE;
            options.value(WHERE).ifPresent(criteria::where);
            criteria.build().filter();
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
        options.value(FID).ifPresent(text -> criteria.fid(fid(text)));
        return criteria.build();
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
