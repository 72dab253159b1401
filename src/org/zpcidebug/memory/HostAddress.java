package org.zpcidebug.memory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.hypervisor.MonitorCommand;

/** Asks the monitor where a guest address lies in QEMU's own address space, and reads its answer. */
@SuppressWarnings("nls")
final class HostAddress {

    private static final Pattern FOUND = Pattern.compile(
            "Host virtual address for 0x([0-9a-f]{1,16}) \\(.{1,300}\\) is 0x([0-9a-f]{1,16})(?:\r?\n)?");

    private static final Pattern NOT_FOUND = Pattern.compile(
            "(?:No memory is mapped at address|Memory at address) 0x[0-9a-f]{1,16}(?: is not RAM)?(?:\r?\n)?");

    private HostAddress() {}

    static MonitorCommand<Long> query(long address) {
        MonitorCommand<String> text = MonitorCommand.hmp("gpa2hva " + MemoryProblem.hex(address));
        return new MonitorCommand<>(
                text.name(), text.arguments(), text.reply().andThen(reply -> parse(reply, address)));
    }

    /**
     * The host address; 0 when QEMU says that there is none.
     *
     * @throws IllegalArgumentException when the text is not an answer to the question for that address
     */
    static long parse(String text, long address) {
        Matcher found = FOUND.matcher(text);
        if (found.matches() && Long.parseUnsignedLong(found.group(1), 16) == address) {
            return Long.parseUnsignedLong(found.group(2), 16);
        }
        if (NOT_FOUND.matcher(text).matches()) {
            return 0;
        }
        throw new IllegalArgumentException("not a host address: " + text.substring(0, Math.min(80, text.length())));
    }
}
