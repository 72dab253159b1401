package org.zpcidebug.inspect.findings;

import java.util.Optional;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.linux.ZpciDevice.Measurement;

/** A measurement block that is not updated any more while those of other functions are. */
@SuppressWarnings("nls")
final class MeasurementSilent extends Check {

    MeasurementSilent() {
        super("measurement-silent", Severity.WARNING);
    }

    /** Of the block's time: the time-of-day clock, whose bit 51 is a microsecond, shifted left by one. */
    private static final double UNITS_A_MILLISECOND = 2 * 4096e3;

    private static final double LATE_INTERVALS = 2.5;

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().linux().map(ZpciDevice::measurement).flatMap(Value::from),
                measured -> measured.isEmpty() ? Verdict.CLEAR : compare(s, measured.get()));
    }

    private Verdict compare(Subject s, Measurement own) {
        Optional<Long> newest = s.others()
                .map(MeasurementSilent::lastUpdate)
                .flatMap(Optional::stream)
                .max(Long::compareUnsigned);
        if (newest.isEmpty() || !own.interval().isKnown()) {
            return unchecked(Text.of(MeasurementSilent.class, "unchecked.alone"));
        }
        if (!own.block().wasUpdated()) {
            return unchecked(Text.of(MeasurementSilent.class, "unchecked.measurement"));
        }
        double late = (newest.get() - own.block().lastUpdate()) / UNITS_A_MILLISECOND;
        return foundIf(
                late > LATE_INTERVALS * own.interval().value(),
                s.evidence("measurement.address", "measurement.samples", "measurement.interval"),
                Long.toString(Math.round(late / 1000)),
                Integer.toString(own.interval().value()));
    }

    private static Optional<Long> lastUpdate(FunctionSnapshot function) {
        return function.linux()
                .map(linux -> linux.measurement().orElse(Optional.empty()))
                .orElse(Optional.empty())
                .filter(measured -> measured.block().wasUpdated())
                .map(measured -> measured.block().lastUpdate());
    }
}
