package org.zpcidebug.inspect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.zpcidebug.zpci.InterruptionMode;

/**
 * What QEMU's trace events counted since they were switched on. Exact, unless {@link #isWhole} says otherwise.
 *
 * @param since when they were switched on
 * @param subclasses by interruption subclass, eight of them
 * @param messages messages that devices sent, by function and vector; null where this QEMU has no event for them
 * @param isWhole whether no line of the log was lost
 */
public record AdapterCounts(Instant since, List<Subclass> subclasses, Map<Message, Long> messages, boolean isWhole) {

    /**
     * One interruption subclass.
     *
     * @param raised adapter interruptions that QEMU raised
     * @param dropped of these, such that were dropped because of the interruption mode
     * @param mode the mode as far as events told
     */
    public record Subclass(long raised, long dropped, InterruptionMode mode) {}

    /**
     * Which message.
     *
     * @param index the function's number in QEMU: the low 16 bits of its handle
     * @param vector number of the interrupt
     */
    public record Message(int index, int vector) {}
}
