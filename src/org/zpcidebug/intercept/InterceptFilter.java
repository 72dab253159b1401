package org.zpcidebug.intercept;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.Expression.Verdict;
import org.zpcidebug.s390.PciOpcode;

/** Which intercepts are wanted: instructions, a function, and a condition. Immutable. */
@SuppressWarnings("nls")
public final class InterceptFilter {

    private final Set<PciOpcode> instructions;
    private final Expression condition;

    private InterceptFilter(Set<PciOpcode> instructions, Expression condition) {
        this.instructions = instructions;
        this.condition = condition;
    }

    /** Every PCI instruction of every function. */
    public static InterceptFilter all() {
        return new InterceptFilter(EnumSet.allOf(PciOpcode.class), Expression.ALWAYS);
    }

    /** This filter, and only these instructions. */
    public InterceptFilter instructions(Set<PciOpcode> wanted) {
        return new InterceptFilter(EnumSet.copyOf(wanted), condition);
    }

    /**
     * The instructions of a list with commas, for instance {@code MPCIFC,RPCIT}.
     *
     * @throws IllegalArgumentException with a message for the user when there is none of that name
     */
    public static Set<PciOpcode> opcodes(String list) {
        Set<PciOpcode> wanted = EnumSet.noneOf(PciOpcode.class);
        for (String name : list.split(",")) {
            try {
                wanted.add(PciOpcode.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                String known = Arrays.stream(PciOpcode.values()).map(Enum::name).collect(Collectors.joining(" "));
                throw new IllegalArgumentException(
                        Text.of(InterceptFilter.class, "filter.instruction", name.strip(), known), e);
            }
        }
        return wanted;
    }

    /**
     * This filter, and only where this condition holds, for instance {@code control == 4 || cc != 0}.
     *
     * @throws IllegalArgumentException with a message for the user when it is no condition
     */
    public InterceptFilter where(String expression) {
        return and(ExpressionParser.parse(expression));
    }

    private InterceptFilter and(Expression other) {
        return new InterceptFilter(instructions, condition == Expression.ALWAYS ? other : condition.and(other));
    }

    /** Whether the guest has to stop at that site. */
    boolean wants(Site site) {
        return instructions.contains(site.instruction().opcode());
    }

    /** Whether the record is wanted; open while only the outcome can tell. */
    Verdict test(HitFields fields) {
        return condition.test(fields::get);
    }
}
