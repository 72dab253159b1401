package org.zpcidebug.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryOptions;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/**
 * Measures every way to a guest's memory beside a C loop of process_vm_readv and the monitor's bare xp. All take turns,
 * many times over, so that whatever else the machine does meets all of them; what is shown are medians.
 */
@SuppressWarnings("nls")
public final class MemoryBench {

    private static final int[] SIZES = {8, 4 << 10, 64 << 10, 1 << 20};
    private static final double TARGET = 1.5;
    private static final int ROUNDS = 31;
    private static final long TURN_NANOS = 4_000_000;
    private static final long WARM_UP_NANOS = 1_500_000_000L;

    private static final String C = "C process_vm_readv";
    private static final String INTO = "process, into buffer";
    private static final String XP = "HMP xp, unread";

    /** Reads a number of times and tells how long it took. */
    private interface Contender {
        long run(int size, int count) throws Exception;
    }

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 21).alignedSlice(4096);
    private final List<GuestMemory> memories = new ArrayList<>();
    private final long space;

    private MemoryBench(Monitor monitor, CLoop loop, long pid) {
        Monitor inspecting = new InspectingMonitor(monitor);
        for (MemoryAccess access : GuestMemoryFactory.ORDER) {
            memories.add(GuestMemoryFactory.open(inspecting, List.of(access), MemoryOptions.DEFAULT));
        }
        space = memories.get(0).ram().ranges().get(0).length();
        long base = memories.get(0).ram().ranges().get(0).hostAddress();
        contenders.put(C, (size, count) -> loop.run(pid, base, space, size, count));
        contenders.put(INTO, (size, count) -> readInto(memories.get(0), size, count));
        memories.forEach(memory -> contenders.put(memory.access().id(), (size, count) -> read(memory, size, count)));
        contenders.put(XP, (size, count) -> examine(monitor, size, count));
    }

    /** @param arguments the monitor's path, QEMU's process, the C program; a fourth to fail when the target is missed */
    public static void main(String[] arguments) throws Exception {
        MonitorAddress address = new MonitorAddress.Unix(Path.of(arguments[0]));
        boolean isMet;
        try (Monitor monitor = QmpMonitor.open(address).get(10, TimeUnit.SECONDS);
                CLoop loop = new CLoop(arguments[2])) {
            isMet = new MemoryBench(monitor, loop, Long.parseLong(arguments[1])).compare();
        }
        System.exit(isMet || arguments.length < 4 ? 0 : 1);
    }

    private long address(int index, int size) {
        return (long) index * (size + 4096) % (space - size) & ~7L;
    }

    private long read(GuestMemory memory, int size, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            StorageRead read = memory.read(address(i, size), size);
            if (!read.isReadable()) {
                throw new IllegalStateException(read.problem());
            }
        }
        return System.nanoTime() - start;
    }

    /** Into the same buffer again and again, as the C loop does. */
    private long readInto(GuestMemory memory, int size, int count) {
        buffer.limit(size);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String problem = memory.readInto(address(i, size), buffer);
            if (problem != null) {
                throw new IllegalStateException(problem);
            }
        }
        return System.nanoTime() - start;
    }

    /** What others do: one command, whose text nobody turns into bytes yet. */
    private long examine(Monitor monitor, int size, int count) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String line = "xp /" + size / 8 + "xg 0x" + Long.toHexString(address(i, size));
            String text = monitor.execute(MonitorCommand.hmp(line)).get(20, TimeUnit.SECONDS);
            if (text.length() < 2 * size) {
                throw new IllegalStateException(text);
            }
        }
        return System.nanoTime() - start;
    }

    private boolean compare() throws Exception {
        warmUp();
        out.printf("%-8s %-20s %12s %14s %8s%n", "size", "way", "latency", "throughput", "to C");
        boolean isMet = true;
        for (int size : SIZES) {
            Map<String, Double> medians = medians(size);
            double yardstick = medians.get(C);
            medians.forEach((name, nanos) -> out.printf(
                    Locale.ROOT,
                    "%-8s %-20s %9.2f us %9.1f MB/s %7.2fx%n",
                    size(size),
                    name,
                    nanos / 1000,
                    size * 1000.0 / nanos,
                    nanos / yardstick));
            isMet &= size < 4096 || medians.get(INTO) <= TARGET * yardstick;
        }
        batches();
        out.printf("Target, process within %.1fx of the C loop from 4 KiB on: %s%n", TARGET, isMet ? "met" : "missed");
        memories.forEach(GuestMemory::close);
        return isMet;
    }

    private static String size(int bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }

    /** Until the compiler has done its work. */
    private void warmUp() throws Exception {
        for (Contender contender : contenders.values()) {
            long end = System.nanoTime() + WARM_UP_NANOS;
            while (System.nanoTime() < end) {
                contender.run(8, 50);
                contender.run(4096, 10);
                contender.run(64 << 10, 1);
            }
        }
    }

    private Map<String, Double> medians(int size) throws Exception {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, double[]> rounds = new LinkedHashMap<>();
        for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
            long once = contender.getValue().run(size, 1);
            counts.put(contender.getKey(), (int) Math.max(1, Math.min(20_000, TURN_NANOS / once)));
            rounds.put(contender.getKey(), new double[ROUNDS]);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                int count = counts.get(contender.getKey());
                double nanos = contender.getValue().run(size, count);
                rounds.get(contender.getKey())[round] = nanos / count;
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rounds.forEach((name, times) -> medians.put(name, median(times)));
        return medians;
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    /** A refresh reads many small things: what one batch of them costs. */
    private void batches() {
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < 330; i++) {
            extents.add(new Extent(address(i * 13, 64), 64));
        }
        for (GuestMemory memory : memories) {
            double[] times = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                memory.read(extents);
                times[round] = System.nanoTime() - start;
            }
            out.printf(
                    Locale.ROOT,
                    "330 x 64 B in one batch, %-9s %9.2f us%n",
                    memory.access().id(),
                    median(times) / 1000);
        }
    }
}
