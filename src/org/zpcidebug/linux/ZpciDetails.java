package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zpcidebug.linux.PciNames.Names;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.linux.ZpciDevice.Interrupts;
import org.zpcidebug.linux.ZpciDevice.Measurement;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MeasurementBlock;

/** Reads in one batch what the structures of several functions refer to, and makes devices of it all. */
@SuppressWarnings("nls")
final class ZpciDetails {

    /** A measurement block that is found changed is looked at so often before it is given up for this time. */
    private static final int LOOKS = 3;

    private final KernelMemory memory;
    private final Known<Layout> indicators;
    private final SummaryVector summary;
    private final DmaDetails dma;
    private final PciNames names;
    private final ZpciScalars scalars;

    ZpciDetails(KernelMemory memory, KernelTypes types, SummaryVector summary) {
        this.memory = memory;
        this.summary = summary;
        indicators = Known.from(() -> Layout.of(types, "airq_iv"));
        dma = new DmaDetails(memory, types);
        names = new PciNames(memory, types);
        scalars = new ZpciScalars(types);
    }

    /** Devices of these structures. */
    List<ZpciDevice> read(List<View> functions) throws Problem {
        names.keepOnly(functions.stream().map(View::address).collect(Collectors.toSet()));
        KernelMemory.Batch batch = memory.new Batch();
        List<Request> requests = new ArrayList<>();
        for (View function : functions) {
            requests.add(new Request(batch, function));
        }
        batch.run();
        // Measurement blocks are written in steps: they count when a second look finds the same.
        KernelMemory.Batch again = memory.new Batch();
        requests.forEach(request -> request.lookAgain(again));
        again.run();
        List<ZpciDevice> devices = new ArrayList<>();
        for (Request request : requests) {
            devices.add(request.device());
        }
        return List.copyOf(devices);
    }

    /** One function's part of the batch. */
    private final class Request {

        private final KernelMemory.Batch batch;
        private final View function;
        private final Known<Referred> vector;
        private final Known<Referred> block;
        private final DmaDetails.Request domain;
        private final PciNames.Request name;
        private KernelMemory.Batch second;
        private int secondBlock;

        Request(KernelMemory.Batch batch, View function) {
            this.batch = batch;
            this.function = function;
            vector = indicators.isKnown()
                    ? refer("aibv", indicators.value().structure().bytes())
                    : Known.unknown(indicators.problem());
            block = refer("fmb", MeasurementBlock.BYTES);
            domain = dma.request(batch, function);
            name = names.request(batch, function);
        }

        private Known<Referred> refer(String member, int bytes) {
            return function.get(member)
                    .map(pointer -> new Referred(pointer, pointer == 0 ? -1 : batch.add(pointer, bytes)));
        }

        ZpciDevice device() throws Problem {
            Names found = name.names();
            return new ZpciDevice(
                    function.address(),
                    function.number("fid"),
                    new FunctionHandle((int) function.number("fh")),
                    scalars.state(function),
                    function.get("uid"),
                    function.small("pchid"),
                    function.small("pfgid"),
                    function.small("pft"),
                    function.small("vfn"),
                    function.get("mio_capable").map(n -> n != 0),
                    function.small("maxstbl"),
                    scalars.bars(function),
                    domain.dma(),
                    interrupts(),
                    Known.from(this::measurement),
                    domain.counters(),
                    found.address(),
                    found.driver());
        }

        private Interrupts interrupts() {
            return new Interrupts(
                    Known.from(this::registration),
                    function.small("msi_nr_irqs"),
                    function.small("max_msi"),
                    function.get("msi_addr"),
                    function.get("aibv"));
        }

        private Optional<InterruptRegistration> registration() throws Problem {
            Referred referred = vector.need();
            if (referred.isNull()) {
                return Optional.empty();
            }
            View view = new View(indicators.value(), referred.pointer, batch.get(referred.number));
            return Optional.of(summary.registration(view, function.number("aisb")));
        }

        void lookAgain(KernelMemory.Batch again) {
            second = again;
            if (block.isKnown() && !block.value().isNull()) {
                secondBlock = again.add(block.value().pointer, MeasurementBlock.BYTES);
            }
        }

        private Optional<Measurement> measurement() throws Problem {
            Referred referred = block.need();
            if (referred.isNull()) {
                return Optional.empty();
            }
            BigEndian before = batch.get(referred.number);
            BigEndian now = second.get(secondBlock);
            for (int i = 0; i < LOOKS && isMoving(before, now); i++) {
                before = now;
                now = memory.read(referred.pointer, MeasurementBlock.BYTES);
            }
            if (isMoving(before, now)) {
                throw Problem.of("fmb.moving");
            }
            Known<Integer> interval = function.small("fmb_update");
            long address = memory.absolute(referred.pointer);
            return Optional.of(new Measurement(address, interval, MeasurementBlock.of(now)));
        }

        private static boolean isMoving(BigEndian before, BigEndian now) {
            return !before.equals(now) || MeasurementBlock.of(now).isBeingWritten();
        }
    }

    /** A pointer, and the number of the request for what it points to. */
    private record Referred(long pointer, int number) {

        boolean isNull() {
            return pointer == 0;
        }
    }
}
