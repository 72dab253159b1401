package org.zpcidebug.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.linux.ZpciReading;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryOptions;

/**
 * Measures a first look at a Linux guest, with its symbols and types, and further looks at its functions: by the memory
 * of QEMU's process and, for the ratio, the same walk by the monitor's xp. Both take turns; what is shown are medians.
 */
@SuppressWarnings("nls")
public final class LinuxBench {

    private static final double ATTACH_MILLIS = 1000;
    private static final double REFRESH_MILLIS = 5;
    private static final int ATTACHES = 11;
    private static final int SLOW_ATTACHES = 3;
    private static final int ROUNDS = 51;
    private static final int REFRESHES = 20;
    private static final int WARM_UP = 500;

    /** What is measured. */
    private interface Step {
        void run() throws Exception;
    }

    /**
     * What one run took.
     *
     * @param wall milliseconds by the clock
     * @param cpu milliseconds of our own thread
     * @param commands round trips on the monitor
     */
    private record Cost(double wall, double cpu, double commands) {

        Cost dividedBy(int count) {
            return new Cost(wall / count, cpu / count, commands / count);
        }
    }

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final CountingMonitor monitor;
    private final Path cache;

    private LinuxBench(Monitor monitor, Path cache) {
        this.monitor = new CountingMonitor(monitor);
        this.cache = cache;
    }

    /** @param arguments the monitor's path, a folder that may be made; a third to fail when a target is missed */
    public static void main(String[] arguments) throws Exception {
        MonitorAddress address = new MonitorAddress.Unix(Path.of(arguments[0]));
        boolean isMet;
        try (Monitor monitor = QmpMonitor.open(address).get(10, TimeUnit.SECONDS)) {
            isMet = new LinuxBench(monitor, Path.of(arguments[1])).compare();
        }
        System.exit(isMet || arguments.length < 3 ? 0 : 1);
    }

    private boolean compare() throws Exception {
        out.printf("%-44s %12s %12s %9s%n", "", "time", "own CPU", "commands");
        // First of all, while this program is as new as the guest is to it.
        Cost cold = cost(() -> attach(MemoryAccess.PROCESS, KernelCache.in(cache)));
        show("first attach, program just started", cold);
        Cost slow = median(SLOW_ATTACHES, () -> attach(MemoryAccess.MONITOR, KernelCache.inMemory()));
        Cost warm = median(ATTACHES, () -> attach(MemoryAccess.PROCESS, KernelCache.inMemory()));
        show("first attach", warm);
        Cost kept = median(ATTACHES, () -> attach(MemoryAccess.PROCESS, KernelCache.in(cache)));
        show("attach, kernel kept in a file", kept);
        show("first attach by xp", slow);
        show(
                "attach by xp, kernel kept in a file",
                median(SLOW_ATTACHES, () -> attach(MemoryAccess.MONITOR, KernelCache.in(cache))));
        boolean isMet = refreshes();
        out.printf(Locale.ROOT, "First attach by xp takes %.1fx as long.%n", slow.wall / warm.wall);
        out.printf(
                Locale.ROOT,
                "Targets, first attach under %.0f ms, refresh under %.0f ms and without a command: %s%n",
                ATTACH_MILLIS,
                REFRESH_MILLIS,
                isMet && cold.wall < ATTACH_MILLIS ? "met" : "missed");
        return isMet && cold.wall < ATTACH_MILLIS;
    }

    private boolean refreshes() throws Exception {
        try (GuestMemory fastMemory = open(MemoryAccess.PROCESS);
                GuestMemory slowMemory = open(MemoryAccess.MONITOR)) {
            LinuxReader fast = reader(fastMemory, KernelCache.in(cache));
            LinuxReader slow = reader(slowMemory, KernelCache.in(cache));
            int functions = look(fast);
            look(slow);
            for (int i = 0; i < WARM_UP; i++) {
                look(fast);
            }
            List<Cost> fastCosts = new ArrayList<>();
            List<Cost> slowCosts = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                fastCosts.add(cost(() -> looks(fast)).dividedBy(REFRESHES));
                slowCosts.add(cost(() -> look(slow)));
            }
            Cost fastCost = median(fastCosts);
            Cost slowCost = median(slowCosts);
            show("refresh of " + functions + " functions", fastCost);
            show("refresh of " + functions + " functions by xp", slowCost);
            out.printf(Locale.ROOT, "A refresh by xp takes %.1fx as long.%n", slowCost.wall / fastCost.wall);
            return fastCost.wall < REFRESH_MILLIS && fastCost.commands == 0;
        }
    }

    private GuestMemory open(MemoryAccess access) {
        return GuestMemoryFactory.open(new InspectingMonitor(monitor), List.of(access), MemoryOptions.DEFAULT);
    }

    private static LinuxReader reader(GuestMemory memory, KernelCache kernels) {
        return new LinuxReader(memory, LinuxSettings.of(memory.size(), kernels));
    }

    /** From nothing but a monitor to all functions. */
    private void attach(MemoryAccess access, KernelCache kernels) {
        try (GuestMemory memory = open(access)) {
            look(reader(memory, kernels));
        }
    }

    private static void looks(LinuxReader reader) {
        for (int i = 0; i < REFRESHES; i++) {
            look(reader);
        }
    }

    /** One refresh: whether it is still the same kernel, and all that Linux knows of its functions. */
    private static int look(LinuxReader reader) {
        LinuxProbe probe = reader.probe();
        ZpciReading reading = reader.devices(Set.of());
        boolean isWhole = reading.isKnown()
                && !reading.devices().isEmpty()
                && reading.devices().stream()
                        .allMatch(device -> device.driver().isKnown()
                                && device.dma().iota().isKnown()
                                && device.interrupts().registration().isKnown());
        if (!isWhole) {
            throw new IllegalStateException(probe.words() + ": " + reading);
        }
        return reading.devices().size();
    }

    private Cost cost(Step step) throws Exception {
        long commands = monitor.commands();
        long cpu = clock.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        step.run();
        double wall = (System.nanoTime() - start) / 1e6;
        return new Cost(wall, (clock.getCurrentThreadCpuTime() - cpu) / 1e6, monitor.commands() - commands);
    }

    private Cost median(int count, Step step) throws Exception {
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            costs.add(cost(step));
        }
        return median(costs);
    }

    private static Cost median(List<Cost> costs) {
        Cost[] sorted = costs.toArray(Cost[]::new);
        Arrays.sort(sorted, Comparator.comparingDouble(Cost::wall));
        return sorted[sorted.length / 2];
    }

    private void show(String what, Cost cost) {
        out.printf(Locale.ROOT, "%-44s %9.2f ms %9.2f ms %9.0f%n", what, cost.wall, cost.cpu, Math.ceil(cost.commands));
    }
}
