package org.zpcidebug.gdbstub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the protocol calls a thread, and is a CPU.
 *
 * @param process the number of the CPU's cluster, 0 when the stub names none
 * @param thread 1 for CPU 0, and so on
 */
@SuppressWarnings("nls")
public record StubThread(int process, int thread) {

    private static final Pattern FORM = Pattern.compile("(?:p([0-9a-fA-F]{1,7})\\.)?([0-9a-fA-F]{1,7})");

    /** Reads {@code p01.02} or {@code 02}; empty when it is neither, or names all threads. */
    static Optional<StubThread> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int process = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1), 16);
        int thread = Integer.parseInt(matcher.group(2), 16);
        return thread == 0 ? Optional.empty() : Optional.of(new StubThread(process, thread));
    }

    /** QEMU's number of the CPU. */
    public int cpu() {
        return thread - 1;
    }

    /** As the protocol writes it. */
    @Override
    public String toString() {
        String number = Integer.toHexString(thread);
        return process == 0 ? number : "p" + Integer.toHexString(process) + "." + number;
    }
}
