package org.zpcidebug.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryOptions;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanLimits;

/**
 * Measures listing a million mappings of the demo guest beside bare loops that only read the same tables, the same
 * listing through the monitor's xp, and the same walk in Python. All but Python and xp take turns; what is shown are medians of the times, and of the ratios within a turn.
 */
@SuppressWarnings("nls")
public final class TranslationBench {

    private static final int ROUNDS = 200;
    private static final int PYTHON_ROUNDS = 5;
    private static final int WARM_UP = 300;
    private static final int MAPPINGS = 1_000_000;

    private static final double MOST_TO_LOOP = 3;
    private static final double LEAST_TO_XP = 100;
    private static final double LEAST_TO_PYTHON = 20;

    private static final String WALK = "walk, process memory";
    private static final String BATCHES = "bare loop, batches";
    private static final String TABLES = "bare loop, table by table";
    private static final String BLOCKS = "bare loop, into one buffer";
    /** Those that keep what they read, or read a table at a time, as whoever wants to look at tables would. */
    private static final List<String> LOOPS = List.of(BATCHES, TABLES);

    private static final String PYTHON = "walk in Python, process memory";

    /** Where the demo guest's report has its first function, as guests/demo/REPORT.md says. */
    private static final long READY = 0x10_000c;

    private static final long FUNCTION = 0x10_5000;
    private static final int IOTA = 0x058;
    private static final int PBA = 0x060;
    private static final int PAL = 0x068;

    /** Does it once and tells how long it took. */
    private interface Contender {
        long run() throws Exception;
    }

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10).alignedSlice(4096);
    private final ByteBuffer tables = ByteBuffer.allocateDirect(1 << 19).alignedSlice(4096);
    private final long[] addresses = new long[256];
    private final Monitor monitor;
    private final GuestMemory memory;
    private final DmaSpace space;
    private final List<List<Extent>> batches = new ArrayList<>();
    private final Mappings.Reading expected;

    private TranslationBench(Monitor monitor, PythonWalk python, long pid) throws Exception {
        this.monitor = monitor;
        this.memory = open(MemoryAccess.PROCESS);
        awaitReady();
        monitor.execute(MonitorCommand.hmp("stop")).get(10, TimeUnit.SECONDS);
        BigEndian function = memory.read(FUNCTION, 0x800).bytes();
        space = new DmaSpace(new Iota(function.u64(IOTA)), new DmaWindow(function.u64(PBA), function.u64(PAL)));
        expected = Mappings.read(recording(), space, ScanLimits.DEFAULT);
        if (expected.mappings().size() < MAPPINGS || !expected.result().isComplete()) {
            throw new IllegalStateException("not a million mappings: " + expected.result());
        }
        long base = memory.ram().ranges().get(0).hostAddress();
        contenders.put(WALK, () -> walk(memory));
        contenders.put(BATCHES, this::readBatches);
        contenders.put(TABLES, this::readTables);
        contenders.put(BLOCKS, this::readBlocks);
        contenders.put(
                PYTHON,
                () -> python.run(
                        pid, base, space.iota().bits(), expected.mappings().size()));
    }

    /** @param arguments the monitor's path, QEMU's process, the Python program; a fourth to fail when one is missed */
    public static void main(String[] arguments) throws Exception {
        MonitorAddress address = new MonitorAddress.Unix(Path.of(arguments[0]));
        boolean isMet;
        try (Monitor monitor = QmpMonitor.open(address).get(10, TimeUnit.SECONDS);
                PythonWalk python = new PythonWalk(arguments[2])) {
            isMet = new TranslationBench(monitor, python, Long.parseLong(arguments[1])).compare();
        }
        System.exit(isMet || arguments.length < 4 ? 0 : 1);
    }

    private GuestMemory open(MemoryAccess access) {
        return GuestMemoryFactory.open(new InspectingMonitor(monitor), List.of(access), MemoryOptions.DEFAULT);
    }

    private void awaitReady() {
        for (int i = 0; memory.read(READY, 4).bytes().u32(0) != 1; i++) {
            if (i == 300) {
                throw new IllegalStateException("the demo guest does not get ready");
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** The same memory, keeping which extents are read together. */
    private AbsoluteStorage recording() {
        return extents -> {
            batches.add(List.copyOf(extents));
            return memory.read(extents);
        };
    }

    private long walk(AbsoluteStorage storage) {
        long start = System.nanoTime();
        Mappings.Reading reading = Mappings.read(storage, space, ScanLimits.DEFAULT);
        long nanos = System.nanoTime() - start;
        if (reading.mappings().size() != expected.mappings().size()) {
            throw new IllegalStateException("found " + reading.result());
        }
        return nanos;
    }

    private long readBatches() {
        long start = System.nanoTime();
        for (List<Extent> batch : batches) {
            for (StorageRead read : memory.read(batch)) {
                if (!read.isReadable()) {
                    throw new IllegalStateException(read.problem());
                }
            }
        }
        return System.nanoTime() - start;
    }

    private long readTables() {
        long start = System.nanoTime();
        for (List<Extent> batch : batches) {
            for (Extent table : batch) {
                buffer.limit(table.length());
                String problem = memory.readInto(table.address(), buffer);
                if (problem != null) {
                    throw new IllegalStateException(problem);
                }
            }
        }
        return System.nanoTime() - start;
    }

    /** Each batch of page tables in one go, the tables above them one by one. */
    private long readBlocks() {
        long start = System.nanoTime();
        for (List<Extent> batch : batches) {
            int length = batch.get(0).length();
            for (int i = 0; i < batch.size(); i++) {
                addresses[i] = batch.get(i).address();
            }
            if (memory.readBlocks(addresses, batch.size(), length, tables) != null) {
                throw new IllegalStateException("unreadable tables");
            }
        }
        return System.nanoTime() - start;
    }

    private boolean compare() throws Exception {
        out.printf(
                "%d mappings, %d bytes of %d tables%n",
                expected.mappings().size(),
                expected.result().tableBytes(),
                expected.result().tables());
        Map<String, double[]> times = rounds();
        double xp;
        try (GuestMemory slow = open(MemoryAccess.MONITOR)) {
            xp = walk(slow);
        }
        times.forEach((name, each) -> show(name, median(each)));
        show("walk, xp", xp);
        double[] walk = times.get(WALK);
        double loop = LOOPS.stream()
                .mapToDouble(name -> ratio(walk, times.get(name)))
                .max()
                .orElseThrow();
        boolean isMet = tell("walk to the faster bare loop", loop, loop <= MOST_TO_LOOP, "at most", MOST_TO_LOOP);
        out.printf(
                Locale.ROOT,
                "%-32s %10.2fx  that loop keeps nothing%n",
                "walk to the loop into one buffer",
                ratio(walk, times.get(BLOCKS)));
        double slower = xp / median(walk);
        isMet &= tell("xp to walk", slower, slower >= LEAST_TO_XP, "at least", LEAST_TO_XP);
        double python = median(times.get(PYTHON)) / median(walk);
        isMet &= tell("Python to walk", python, python >= LEAST_TO_PYTHON, "at least", LEAST_TO_PYTHON);
        memory.close();
        return isMet;
    }

    /** The median of the ratios within rounds: what else the machine does slows both sides of a round. */
    private static double ratio(double[] one, double[] other) {
        double[] ratios = new double[one.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = one[i] / other[i];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void show(String name, double nanos) {
        out.printf(Locale.ROOT, "%-32s %10.2f ms%n", name, nanos / 1e6);
    }

    private boolean tell(String what, double ratio, boolean isMet, String bound, double target) {
        out.printf(
                Locale.ROOT,
                "%-32s %10.2fx  target: %s %.0fx, %s%n",
                what,
                ratio,
                bound,
                target,
                isMet ? "met" : "missed");
        return isMet;
    }

    /** Python by itself, last: it is another process, and whoever comes after it finds none of his data in the caches. */
    private Map<String, double[]> rounds() throws Exception {
        List<String> order = new ArrayList<>(contenders.keySet());
        order.remove(PYTHON);
        for (int i = 0; i < WARM_UP; i++) {
            run(order, new LinkedHashMap<>(), 0);
        }
        Map<String, double[]> times = new LinkedHashMap<>();
        order.forEach(name -> times.put(name, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            run(order, times, round);
            Collections.rotate(order, 1);
        }
        times.put(PYTHON, new double[PYTHON_ROUNDS]);
        for (int round = 0; round < PYTHON_ROUNDS; round++) {
            run(List.of(PYTHON), times, round);
        }
        return times;
    }

    private void run(List<String> order, Map<String, double[]> times, int round) throws Exception {
        for (String name : order) {
            long nanos = contenders.get(name).run();
            if (times.containsKey(name)) {
                times.get(name)[round] = nanos;
            }
        }
    }
}
