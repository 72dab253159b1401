package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.zpcidebug.linux.IrqDescriptions.Place;
import org.zpcidebug.linux.VectorIrqs.Tables;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptRegistration;

/**
 * Reads the interrupts of all functions, again and again. What was learnt stays in use while the functions' own tables
 * stay the same: then a reading is two batches, plus some descriptors looked at anew in turn, because names and masks may
 * change without those tables. Not for several threads.
 */
@SuppressWarnings("nls")
final class LinuxInterrupts {

    /** Counts in one reading, of all interrupts on all CPUs: more than any guest has. */
    private static final int MAX_COUNTS = 8 << 20;

    private static final int MAX_SPANS = 1 << 20;
    private static final int CHUNK = 4096;
    /** Descriptors that are looked at anew in each reading. */
    private static final int TURN = 1024;
    /** After so many readings an interrupt without an irq, and the CPUs, are looked at again. */
    private static final int RETRY = 16;

    private static final int POINTERS = 4;

    private final KernelMemory memory;
    private final BooleanSupplier cancelled;
    private final Layout vector;
    private final IrqDescriptors descriptors;
    private final IrqDescriptions descriptions;
    private final VectorIrqs vectorIrqs;
    private final Known<CpuOffsets> cpuOffsets;
    private final Known<InterruptRows> rows;
    private final int countOffset;
    private final Map<Long, FunctionIrqs> known = new HashMap<>();
    private CountPlan plan = CountPlan.of(0, List.of());
    private Known<SortedMap<Integer, Long>> cpus = Known.unknown("");
    private String treeProblem;
    private int readings;
    private int turn;

    LinuxInterrupts(
            KernelMemory memory, KernelSymbols symbols, VmCoreInfo info, KernelTypes types, BooleanSupplier cancelled)
            throws Problem {
        this.memory = memory;
        this.cancelled = cancelled;
        vector = Layout.of(types, "airq_iv");
        descriptors = new IrqDescriptors(memory, symbols, types, cancelled);
        descriptions = new IrqDescriptions(memory, types);
        vectorIrqs = new VectorIrqs(memory, types, cancelled);
        cpuOffsets = Known.from(() -> new CpuOffsets(memory, symbols, info, types));
        rows = Known.from(() -> new InterruptRows(memory, symbols, types));
        // From 6.10 on a counter is a structure (kernel/irq/internals.h), before that the count alone.
        countOffset = types.structure("irqstat").isPresent()
                ? Layout.of(types, "irqstat").offset("cnt", Integer.BYTES)
                : 0;
    }

    /** Reads the interrupts of these functions. */
    InterruptReading read(List<ZpciDevice> devices) {
        if (readings % RETRY == 0) {
            cpus = cpuOffsets.isKnown()
                    ? Known.from(() -> cpuOffsets.value().read())
                    : Known.unknown(cpuOffsets.problem());
        }
        readings++;
        known.keySet().retainAll(devices.stream().map(ZpciDevice::fid).toList());
        Map<Long, Known<Request>> requests = request(devices);
        Counts counts = new Counts();
        boolean renewed = learn(requests);
        renewed |= lookAgain();
        if (renewed || counts.isLost()) {
            plan();
            counts = new Counts();
        }
        return counts.reading(requests);
    }

    /** One function's part of a reading. */
    private record Request(
            InterruptRegistration registration,
            KernelMemory.Batch batch,
            int bits,
            int summary,
            int data,
            int domains) {

        Known<InterruptBits> sample() {
            return Known.from(() -> new InterruptBits(
                    registration, batch.get(bits), batch.get(summary).u8(0)));
        }

        Tables tables() throws Problem {
            return new Tables(registration.count(), batch.get(data), domains < 0 ? null : batch.get(domains));
        }
    }

    private Map<Long, Known<Request>> request(List<ZpciDevice> devices) {
        KernelMemory.Batch first = memory.new Batch();
        devices.forEach(d -> first.add(
                d.interrupts().indicators().orElse(0L), vector.structure().bytes()));
        first.run();
        KernelMemory.Batch second = memory.new Batch();
        Map<Long, Known<Request>> requests = new LinkedHashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            ZpciDevice device = devices.get(i);
            int number = i;
            requests.put(device.fid(), Known.from(() -> request(device, first.get(number), second)));
        }
        second.run();
        return requests;
    }

    private Request request(ZpciDevice device, BigEndian bytes, KernelMemory.Batch batch) throws Problem {
        InterruptRegistration registration =
                device.interrupts().registration().need().orElseThrow(() -> Problem.of("irq.notRegistered"));
        View view = new View(vector, device.interrupts().indicators().need(), bytes);
        long count = view.number("end");
        if (count != registration.count()) {
            throw Problem.of("irq.changed");
        }
        boolean hasDomains = vector.has("ptr") && (view.number("flags") & POINTERS) != 0;
        return new Request(
                registration,
                batch,
                batch.add(view.number("vector"), InterruptBits.bytes(registration)),
                batch.add(memory.space().identity(registration.summaryByte()), 1),
                batch.add(view.number("data"), registration.count() * Integer.BYTES),
                hasDomains ? batch.add(view.number("ptr"), registration.count() * Long.BYTES) : -1);
    }

    /** Learns what is new. */
    private boolean learn(Map<Long, Known<Request>> requests) {
        Map<Integer, Long> places = null;
        boolean renewed = false;
        for (Map.Entry<Long, Known<Request>> entry : requests.entrySet()) {
            Known<Tables> tables = Known.from(() -> entry.getValue().need().tables());
            FunctionIrqs old = known.get(entry.getKey());
            boolean isOld = old != null && tables.isKnown() && old.isOf(tables.value());
            boolean isStale = readings % RETRY == 0
                    && old != null
                    && IntStream.of(old.irqs()).anyMatch(i -> i == 0);
            if (!tables.isKnown()) {
                renewed |= known.remove(entry.getKey()) != null;
            } else if (!isOld || isStale) {
                places = places == null ? places() : places;
                int[] irqs = vectorIrqs.irqs(tables.value(), places);
                FunctionIrqs made = new FunctionIrqs(tables.value(), irqs);
                describe(made, places, 0, irqs.length);
                known.put(entry.getKey(), made);
                renewed = true;
            }
        }
        return renewed;
    }

    private Map<Integer, Long> places() {
        Known<Map<Integer, Long>> read = Known.from(() -> {
            Map<Integer, Long> all = descriptors.read();
            if (vector.has("ptr")) {
                Known.from(() -> {
                    vectorIrqs.learn(all);
                    return true;
                });
            }
            return all;
        });
        treeProblem = read.problem();
        return read.orElse(Map.of());
    }

    private boolean describe(FunctionIrqs function, Map<Integer, Long> places, int from, int to) {
        boolean moved = false;
        for (int start = from; start < to && !cancelled.getAsBoolean(); start += CHUNK) {
            int end = Math.min(to, start + CHUNK);
            List<Place> some = new ArrayList<>();
            for (int i = start; i < end; i++) {
                int irq = function.irqs()[i];
                Long address = places == null
                        ? function.descriptions()
                                .get(i)
                                .map(IrqDescription::address)
                                .orElse(null)
                        : places.get(irq);
                if (irq != 0 && address != null) {
                    some.add(new Place(irq, address));
                }
            }
            List<IrqDescription> found = descriptions.read(some);
            List<IrqDescription> byNumber = new ArrayList<>();
            int next = 0;
            for (int i = start; i < end; i++) {
                boolean hit = next < some.size() && some.get(next).irq() == function.irqs()[i];
                byNumber.add(hit ? found.get(next++) : null);
            }
            moved |= function.describe(start, byNumber);
        }
        return moved;
    }

    /** Looks at some descriptors anew, all in turn; a few at each reading, so that thousands cost no more than that. */
    private boolean lookAgain() {
        List<FunctionIrqs> functions = List.copyOf(known.values());
        int total = functions.stream().mapToInt(f -> f.irqs().length).sum();
        boolean moved = false;
        int from = total == 0 ? 0 : turn % total;
        int left = Math.min(TURN, total);
        int start = 0;
        for (FunctionIrqs function : functions) {
            int length = function.irqs().length;
            int first = Math.max(from - start, 0);
            if (left > 0 && first < length) {
                int end = Math.min(length, first + left);
                moved |= describe(function, null, first, end);
                left -= end - first;
                turn = start + end;
            }
            start += length;
        }
        return moved;
    }

    private void plan() {
        plan = CountPlan.of(
                countOffset, known.values().stream().map(FunctionIrqs::counters).toList());
        known.values().forEach(f -> f.places(plan.places(f.counters())));
    }

    /** The counts of one moment. */
    private final class Counts {

        private final KernelMemory.Batch batch = memory.new Batch();
        private final List<Integer> rowRequests = new ArrayList<>();
        private final Known<List<BigEndian[]>> spans;
        private final long nanos;

        Counts() {
            List<Integer> firsts = new ArrayList<>();
            boolean isBounded = (long) plan.spans() * cpuCount() <= MAX_SPANS;
            for (long offset : cpus.isKnown() ? cpus.value().values() : List.<Long>of()) {
                rowRequests.add(rows.isKnown() ? rows.value().add(batch, offset) : -1);
                firsts.add(isBounded ? plan.add(batch, offset) : -1);
            }
            batch.run();
            nanos = System.nanoTime();
            spans = Known.from(() -> {
                cpus.need();
                if (!isBounded) {
                    throw Problem.of("irq.scattered");
                }
                List<BigEndian[]> all = new ArrayList<>();
                for (int first : firsts) {
                    all.add(plan.get(batch, first));
                }
                return all;
            });
        }

        private int cpuCount() {
            return cpus.isKnown() ? cpus.value().size() : 0;
        }

        /** Whether counters were there once and cannot be read any more. */
        boolean isLost() {
            return spans.isKnown()
                    && spans.value().stream().flatMap(Arrays::stream).anyMatch(Objects::isNull);
        }

        InterruptReading reading(Map<Long, Known<Request>> requests) {
            Map<Long, FunctionInterrupts> functions = new LinkedHashMap<>();
            long[] left = {MAX_COUNTS};
            requests.forEach((fid, request) -> functions.put(fid, function(fid, request, left)));
            Known<List<Integer>> numbers = cpus.map(c -> List.copyOf(c.keySet()));
            return new InterruptReading(nanos, numbers, Known.from(this::rows), functions);
        }

        private Map<String, List<Long>> rows() throws Problem {
            cpus.need();
            return rows.need().get(batch, rowRequests);
        }

        private FunctionInterrupts function(long fid, Known<Request> request, long[] left) {
            if (!request.isKnown()) {
                return FunctionInterrupts.unknown(request.problem());
            }
            Known<List<Optional<IrqDescription>>> irqs = Known.from(() -> {
                request.value().tables();
                if (treeProblem != null) {
                    throw Problem.inWords(treeProblem);
                }
                return known.get(fid).descriptions();
            });
            return new FunctionInterrupts(
                    request.value().sample(), irqs, Known.from(() -> counts(irqs, known.get(fid), left)));
        }

        private InterruptCounts counts(Known<List<Optional<IrqDescription>>> irqs, FunctionIrqs function, long[] left)
                throws Problem {
            irqs.need();
            List<BigEndian[]> all = spans.need();
            int interrupts = function.irqs().length;
            left[0] -= (long) interrupts * all.size();
            if (left[0] < 0) {
                throw Problem.of("irq.scattered");
            }
            int[] counts = new int[interrupts * all.size()];
            for (int cpu = 0; cpu < all.size(); cpu++) {
                CountPlan.counts(all.get(cpu), function.places(), counts, cpu * interrupts);
            }
            return new InterruptCounts(interrupts, all.size(), counts);
        }
    }
}
