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
 * listing through the monitor's xp, and the same walk in Python. All but xp take turns; what is shown are medians.
 */
@SuppressWarnings("nls")
public final class TranslationBench {

    private static final int ROUNDS = 31;
    private static final int WARM_UP = 300;
    private static final int MAPPINGS = 1_000_000;

    private static final double MOST_TO_LOOP = 3;
    private static final double LEAST_TO_XP = 100;
    private static final double LEAST_TO_PYTHON = 20;

    private static final String WALK = "walk, process memory";
    private static final String BATCHES = "bare loop, batches";
    private static final String TABLES = "bare loop, table by table";
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

    private void awaitReady() throws InterruptedException {
        for (int i = 0; memory.read(READY, 4).bytes().u32(0) != 1; i++) {
            if (i == 300) {
                throw new IllegalStateException("the demo guest does not get ready");
            }
            Thread.sleep(100);
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

    private boolean compare() throws Exception {
        out.printf(
                "%d mappings, %d bytes of %d tables%n",
                expected.mappings().size(),
                expected.result().tableBytes(),
                expected.result().tables());
        Map<String, Double> medians = medians();
        double xp;
        try (GuestMemory slow = open(MemoryAccess.MONITOR)) {
            xp = walk(slow);
        }
        medians.forEach(this::show);
        show("walk, xp", xp);
        double walk = medians.get(WALK);
        double loop = Math.min(medians.get(BATCHES), medians.get(TABLES));
        boolean isMet =
                tell("walk to the faster bare loop", walk / loop, walk / loop <= MOST_TO_LOOP, "at most", MOST_TO_LOOP);
        isMet &= tell("xp to walk", xp / walk, xp / walk >= LEAST_TO_XP, "at least", LEAST_TO_XP);
        double python = medians.get(PYTHON) / walk;
        isMet &= tell("Python to walk", python, python >= LEAST_TO_PYTHON, "at least", LEAST_TO_PYTHON);
        memory.close();
        return isMet;
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

    private Map<String, Double> medians() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            walk(memory);
            readBatches();
            readTables();
        }
        Map<String, double[]> rounds = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> rounds.put(name, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                rounds.get(contender.getKey())[round] = contender.getValue().run();
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rounds.forEach((name, times) -> {
            Arrays.sort(times);
            medians.put(name, times[times.length / 2]);
        });
        return medians;
    }
}
