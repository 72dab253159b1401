package org.zpcidebug.hypervisor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that QEMU's trace events on adapter interruptions write (hw/s390x/trace-events), with or without a time before
 * it.
 *
 * @param kind what happened
 * @param subclass interruption subclass, 0..7
 * @param mode the mode the guest asked for, 0 all, 1 single; 0 for an interruption
 */
@SuppressWarnings("nls")
public record AdapterEvent(Kind kind, int subclass, int mode) {

    /** The trace event of an interruption. */
    public static final String INTERRUPTION = "css_adapter_interrupt";
    /** The trace event of a mode that the guest asked for. */
    public static final String MODE = "css_do_sic";

    /** The trace event of an interruption that was dropped because of the mode (hw/intc/trace-events). */
    public static final String SUPPRESSED = "qemu_s390_airq_suppressed";

    private static final int HEXADECIMAL = 16;
    private static final int MAX_LINE = 512;
    private static final Pattern LINE = Pattern.compile(
            "(?:\\d{1,20}@[\\d.]{1,40}:)?"
                    + "(?:css_adapter_interrupt CSS: adapter I/O interrupt \\(isc 0x([0-7])\\)"
                    + "|css_do_sic CSS: set interruption mode 0x([0-9a-f]{1,4}) on isc 0x([0-7])"
                    + "|qemu_s390_airq_suppressed flic: adapter I/O interrupt suppressed \\(type 0x[0-9a-f]{1,2} isc 0x([0-7])\\))\\s*");

    /** What happened. */
    public enum Kind {
        /** QEMU raised an adapter interruption. */
        INTERRUPTION,
        /** The guest set the interruption mode. */
        MODE,
        /** QEMU dropped an adapter interruption that it had raised. */
        SUPPRESSED
    }

    /** The event that a line of the log tells; empty for any other line. */
    public static Optional<AdapterEvent> parse(String line) {
        if (line.length() > MAX_LINE) {
            return Optional.empty();
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(4) != null) {
            return Optional.of(new AdapterEvent(Kind.SUPPRESSED, Integer.parseInt(matcher.group(4)), 0));
        }
        return Optional.of(
                matcher.group(1) != null
                        ? new AdapterEvent(Kind.INTERRUPTION, Integer.parseInt(matcher.group(1)), 0)
                        : new AdapterEvent(
                                Kind.MODE,
                                Integer.parseInt(matcher.group(3)),
                                Integer.parseInt(matcher.group(2), HEXADECIMAL)));
    }
}
