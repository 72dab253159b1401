package org.zpcidebug.hypervisor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of QEMU's trace event on a message that a device sent to the guest (hw/s390x/trace-events, since QEMU 8.2).
 *
 * @param index the function's number in QEMU: the low 16 bits of its handle
 * @param vector number of the interrupt, 0..2047
 */
@SuppressWarnings("nls")
public record MessageEvent(int index, int vector) {

    /** The trace event. */
    public static final String MESSAGE = "s390_pci_msi_ctrl_write";

    private static final int HEXADECIMAL = 16;
    private static final int VECTORS = 0x7ff;
    private static final int MAX_LINE = 512;
    private static final Pattern LINE = Pattern.compile("(?:\\d{1,20}@[\\d.]{1,40}:)?" + MESSAGE
            + " write_msix data 0x[0-9a-f]{1,16} idx (\\d{1,5}) vec 0x([0-9a-f]{1,8})\\s*");

    /** The message that a line of the log tells; empty for any other line. */
    public static Optional<MessageEvent> parse(String line) {
        if (line.length() > MAX_LINE || !line.contains(MESSAGE)) {
            return Optional.empty();
        }
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new MessageEvent(
                        Integer.parseInt(matcher.group(1)),
                        (int) Long.parseLong(matcher.group(2), HEXADECIMAL) & VECTORS))
                : Optional.empty();
    }
}
