package org.zpcidebug.ui.translation;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanResult;

/** What is told of a reading above the map. */
final class StatusText {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()); //$NON-NLS-1$
    private static final String SPACE = " "; //$NON-NLS-1$
    private static final long MILLION = 1_000_000;

    private StatusText() {}

    /** Totals; empty when nothing could be read. */
    static String totals(TableReading<Mappings.Reading> reading) {
        if (!reading.result().isKnown()) {
            return ""; //$NON-NLS-1$
        }
        ScanResult result = reading.result().value().result();
        return NLS.bind(Messages.Status_Totals, new Object[] {
            Sizes.count(result.mappings()),
            Sizes.words(result.bytes()),
            Sizes.count(result.readOnly()),
            Sizes.count(result.tables()),
            Sizes.words(result.tableBytes())
        });
    }

    /** When and how it was read. */
    static String source(TableReading<Mappings.Reading> reading, boolean frozen) {
        String millis = String.format("%.1f", reading.took().toNanos() / (double) MILLION); //$NON-NLS-1$
        String time = CLOCK.format(reading.taken());
        return NLS.bind(frozen ? Messages.Status_Frozen : Messages.Status_Read, time, millis);
    }

    /** What is wrong, empty when nothing is. */
    static String problem(TableReading<Mappings.Reading> reading) {
        if (!reading.result().isKnown()) {
            return reading.result().reason();
        }
        ScanResult result = reading.result().value().result();
        String end = end(result);
        if (result.problemCount() == 0) {
            return end.strip();
        }
        String first = result.problems().stream()
                .limit(1)
                .map(problem -> NLS.bind(Messages.Status_Problem, Addresses.hex(problem.iova()), problem.words()))
                .collect(Collectors.joining());
        return end + NLS.bind(Messages.Status_Problems, Sizes.count(result.problemCount()), first);
    }

    private static String end(ScanResult result) {
        return switch (result.end()) {
            case COMPLETE -> ""; //$NON-NLS-1$
            case TOO_MANY_MAPPINGS -> NLS.bind(Messages.Status_TooMany, Sizes.count(result.mappings())) + SPACE;
            default -> NLS.bind(Messages.Status_Incomplete, result.end().words()) + SPACE;
        };
    }

    /** The address space in words, for a tool tip. */
    static String space(TableReading<Mappings.Reading> reading) {
        return reading.space().isKnown()
                ? NLS.bind(Messages.Status_Space, new Object[] {
                    reading.space().value().iota(), reading.space().value().window(), reading.way()
                })
                : reading.space().reason();
    }
}
