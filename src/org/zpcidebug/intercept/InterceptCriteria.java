package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.PciOpcode;

/**
 * Which intercepts are meant: all that is given has to hold. Empty values hold for every intercept. What an instruction
 * does not have (the FID of SIC, the offset of RPCIT) does not hold.
 *
 * @param instructions the instructions; empty for all of them
 * @param fid the function, by its handle at that time
 * @param control the operation control of MPCIFC
 * @param command the command of CLP
 * @param space the address space of a load or store: 0..5 for a BAR, 15 for configuration space
 * @param offsets loads and stores that touch an offset of this range
 * @param dma RPCIT of any page of this range of DMA addresses
 * @param length bytes that are loaded or stored
 * @param condition the condition code; known after the instruction, so the guest stops behind it
 * @param status the status code; known after the instruction, so the guest stops behind it
 * @param cpu QEMU's number of the CPU
 * @param caller a function anywhere in the call chain, without offset; empty text for any
 * @param expression a condition in text, see {@link InterceptFilter#where}; empty text for none
 */
@SuppressWarnings("nls")
public record InterceptCriteria(
        Set<PciOpcode> instructions,
        OptionalLong fid,
        OptionalInt control,
        OptionalInt command,
        OptionalInt space,
        Optional<AddressRange> offsets,
        Optional<AddressRange> dma,
        OptionalInt length,
        OptionalInt condition,
        OptionalInt status,
        OptionalInt cpu,
        String caller,
        String expression) {

    /** Every intercept. */
    public static final InterceptCriteria ANY = new InterceptCriteriaBuilder().build();

    /** Takes a copy of the set. */
    public InterceptCriteria {
        instructions = Set.copyOf(instructions);
    }

    /** To name a few of the criteria, beginning with none. */
    public static InterceptCriteriaBuilder builder() {
        return new InterceptCriteriaBuilder();
    }

    /**
     * The filter that decides.
     *
     * @throws IllegalArgumentException with a message for the user when the expression is none
     */
    public InterceptFilter filter() {
        InterceptFilter filter = InterceptFilter.all();
        if (!instructions.isEmpty()) {
            filter = filter.instructions(instructions);
        }
        for (String one : conditions()) {
            filter = filter.where(one);
        }
        return filter;
    }

    /** All but the instructions as conditions in text; what costs least to decide is first. */
    List<String> conditions() {
        List<String> all = new ArrayList<>();
        cpu.ifPresent(value -> all.add("cpu == " + value));
        control.ifPresent(value -> all.add("instruction == MPCIFC && control == " + value));
        space.ifPresent(value -> all.add("space == " + value));
        length.ifPresent(value -> all.add("length == " + value));
        offsets.ifPresent(range -> all.add(overlap("offset", "offsetEnd", range)));
        dma.ifPresent(range -> all.add(overlap("iova", "iovaEnd", range)));
        fid.ifPresent(value -> all.add("fid == " + Hex.of(value)));
        command.ifPresent(value -> all.add("command == " + value));
        condition.ifPresent(value -> all.add("cc == " + value));
        status.ifPresent(value -> all.add("status == " + value));
        if (!expression.isBlank()) {
            all.add(expression);
        }
        if (!caller.isBlank()) {
            all.add("caller == \"" + caller.strip().replace("\"", "") + "\"");
        }
        return all;
    }

    private static String overlap(String first, String last, AddressRange range) {
        return first + " <= " + Hex.of(range.last()) + " && " + last + " >= " + Hex.of(range.first());
    }
}
