package org.zpcidebug.linux;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zpcidebug.inspect.VectorsRefresh;
import org.zpcidebug.s390.Extent;

/**
 * What a refresh of 64 functions with 2,048 interrupts each costs of our own time, with
 * histories, gates, and the rows of the view sorted by rate, beside the same counters read one by one.
 */
@SuppressWarnings("nls")
public final class InterruptsBench {

    private static final int FUNCTIONS = 64;
    private static final int INTERRUPTS = 2048;
    private static final int HERTZ = 5;
    private static final double LIMIT = 0.1;
    private static final int LOOK_LIMIT = 50;
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 21;

    private InterruptsBench() {}

    /** @param arguments {@code --check} to fail when the limit is exceeded */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        GeneratedIrqs model = new GeneratedIrqs(FUNCTIONS, INTERRUPTS);
        LinuxInterrupts reader = model.reader();
        VectorsRefresh view = new VectorsRefresh();
        long start = clock.getCurrentThreadCpuTime();
        read(reader, model, view);
        out.printf(Locale.ROOT, "first reading                %9.2f ms%n", millis(clock, start));
        double[] ours = new double[ROUNDS];
        double[] oneByOne = new double[ROUNDS];
        double longestLook = 0;
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            model.tick();
            start = clock.getCurrentThreadCpuTime();
            read(reader, model, view);
            double mine = millis(clock, start);
            start = clock.getCurrentThreadCpuTime();
            view.look();
            double look = millis(clock, start);
            start = clock.getCurrentThreadCpuTime();
            readOneByOne(model);
            if (i >= 0) {
                ours[i] = mine;
                longestLook = Math.max(longestLook, look);
                oneByOne[i] = millis(clock, start);
            }
        }
        double share = median(ours) * HERTZ / 1000;
        out.printf(Locale.ROOT, "a refresh                    %9.2f ms%n", median(ours));
        out.printf(
                Locale.ROOT,
                "counters read one by one     %9.2f ms, %.2fx ours%n",
                median(oneByOne),
                median(oneByOne) / median(ours));
        out.printf(
                Locale.ROOT,
                "on the UI thread, at most    %9.2f ms besides painting, %.2f of the limit of %d ms%n",
                longestLook,
                longestLook / LOOK_LIMIT,
                LOOK_LIMIT);
        out.printf(
                Locale.ROOT,
                "%d functions with %d interrupts at %d Hz: %.1f %% of a core, %.2f of the limit of %.0f %%: %s%n",
                FUNCTIONS,
                INTERRUPTS,
                HERTZ,
                share * 100,
                share / LIMIT,
                LIMIT * 100,
                share <= LIMIT ? "met" : "missed");
        System.exit(share <= LIMIT || !Arrays.asList(arguments).contains("--check") ? 0 : 1);
    }

    private static void read(LinuxInterrupts reader, GeneratedIrqs model, VectorsRefresh view) throws Problem {
        InterruptReading reading = reader.read(model.devices());
        int rows = view.refresh(reading);
        InterruptCounts last =
                reading.functions().get((long) FUNCTIONS - 1).counts().need();
        if (last.total(INTERRUPTS - 1) != model.expected() || rows != FUNCTIONS * INTERRUPTS) {
            throw new IllegalStateException("wrong count");
        }
    }

    private static void readOneByOne(GeneratedIrqs model) {
        List<Extent> extents = new ArrayList<>();
        for (int cpu = 0; cpu < GeneratedIrqs.CPUS; cpu++) {
            for (int i = 0; i < FUNCTIONS * INTERRUPTS; i++) {
                extents.add(new Extent(model.counter(cpu, i), Integer.BYTES));
            }
        }
        model.storage().read(extents);
    }

    private static double millis(ThreadMXBean clock, long start) {
        return (clock.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
