package org.zpcidebug.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.zpcidebug.linux.PciWay.Offsets;

/**
 * The names and drivers of functions. The way to them is long and stays the same: the next time, all its steps are read
 * in one batch, and only a changed pointer makes it be walked again.
 */
@SuppressWarnings("nls")
final class PciNames {

    private static final int NAME_BYTES = 32;
    private static final int DRIVER_BYTES = 64;
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");

    private final KernelMemory memory;
    private final Known<Offsets> offsets;
    private final Map<Long, PciWay> ways = new HashMap<>();

    PciNames(KernelMemory memory, KernelTypes types) {
        this.memory = memory;
        offsets = Known.from(() -> Offsets.of(types));
    }

    /** A name, and a driver, which is empty text when the device has none. */
    record Names(Known<String> address, Known<String> driver) {

        private static Names unknown(String problem) {
            return new Names(Known.unknown(problem), Known.unknown(problem));
        }
    }

    /** Forgets functions that are gone. */
    void keepOnly(Set<Long> addresses) {
        ways.keySet().retainAll(addresses);
    }

    /** Adds to a batch what the function needs; ask for the names when it has run. */
    Request request(KernelMemory.Batch batch, View function) {
        return new Request(batch, function, ways.get(function.address()));
    }

    /** One function's part of a batch. */
    final class Request {

        private final KernelMemory.Batch batch;
        private final View function;
        private final PciWay way;
        private int bus;
        private int name;
        private int driver;
        private int driverName;
        private int nameText;
        private int driverText;

        private Request(KernelMemory.Batch batch, View function, PciWay way) {
            this.batch = batch;
            this.function = function;
            this.way = way;
            if (way != null) {
                addSteps(way.offsets());
            }
        }

        private void addSteps(Offsets at) {
            bus = batch.add(way.zbus() + at.busOfZbus(), Long.BYTES);
            name = batch.add(way.device() + at.deviceName(), Long.BYTES);
            driver = batch.add(way.device() + at.deviceDriver(), Long.BYTES);
            nameText = batch.add(way.name(), NAME_BYTES);
            if (way.driver() != 0) {
                driverName = batch.add(way.driver() + at.nameOfDriver(), Long.BYTES);
                driverText = batch.add(way.driverName(), DRIVER_BYTES);
            }
        }

        /** The function's name and driver. */
        Names names() {
            if (!offsets.isKnown()) {
                return Names.unknown(offsets.problem());
            }
            boolean same = way != null && Known.from(this::isSame).orElse(false);
            Known<Names> names = Known.from(same ? this::fromBatch : this::walked);
            return names.isKnown() ? names.value() : Names.unknown(names.problem());
        }

        private boolean isSame() throws Problem {
            return function.number("zbus") == way.zbus()
                    && batch.get(bus).u64(0) == way.bus()
                    && batch.get(name).u64(0) == way.name()
                    && batch.get(driver).u64(0) == way.driver()
                    && (way.driver() == 0 || batch.get(driverName).u64(0) == way.driverName());
        }

        private Names fromBatch() throws Problem {
            return new Names(
                    Known.of(address(KernelMemory.text(batch.get(nameText)))),
                    Known.of(way.driver() == 0 ? "" : KernelMemory.text(batch.get(driverText))));
        }

        private Names walked() throws Problem {
            ways.remove(function.address());
            PciWay walked = PciWay.walk(memory, offsets.value(), function);
            String text = address(KernelMemory.text(memory.read(walked.name(), NAME_BYTES)));
            Known<String> driverNow = Known.from(() ->
                    walked.driver() == 0 ? "" : KernelMemory.text(memory.read(walked.driverName(), DRIVER_BYTES)));
            if (driverNow.isKnown()) {
                ways.put(function.address(), walked);
            }
            return new Names(Known.of(text), driverNow);
        }
    }

    private static String address(String text) throws Problem {
        if (!ADDRESS.matcher(text).matches()) {
            throw Problem.of("pci.noDevice");
        }
        return text;
    }
}
