package org.zpcidebug.debug;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.intercept.InterceptCriteria;
import org.zpcidebug.intercept.InterceptCriteriaBuilder;
import org.zpcidebug.intercept.InterceptFilter;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.PciOpcode;

/**
 * What a breakpoint on intercepts stops at, and what happens then. Immutable.
 *
 * @param instructions the PCI instructions; empty for all of them
 * @param fid the function; empty for any
 * @param condition an expression over the fields of an intercept; empty text for none
 * @param ignoreCount how many hits pass by before the first that counts, 0 for none
 * @param template the text that is logged, with {@code {field}} for a field's value; empty text for the usual one
 */
public record InterceptSettings(
        Set<PciOpcode> instructions,
        OptionalLong fid,
        String condition,
        int ignoreCount,
        Action action,
        String template) {

    /** Suspends at each PCI instruction of each function. */
    public static final InterceptSettings ALL = new InterceptSettings(
            Set.of(), OptionalLong.empty(), "", 0, Action.SUSPEND, ""); //$NON-NLS-1$ //$NON-NLS-2$

    /** The most hits that can be ignored. */
    public static final int MOST_IGNORED = 1_000_000_000;

    private static final String COMMA = ", "; //$NON-NLS-1$

    /** Brings the values into their usual form. */
    public InterceptSettings {
        Set<PciOpcode> wanted = EnumSet.noneOf(PciOpcode.class);
        wanted.addAll(instructions);
        instructions = wanted.size() == PciOpcode.values().length ? Set.of() : Set.copyOf(wanted);
        condition = condition.strip();
        template = template.strip();
        ignoreCount = Math.max(0, Math.min(MOST_IGNORED, ignoreCount));
        Objects.requireNonNull(action);
    }

    /** Suspends at these instructions of a function, without a condition. */
    public static InterceptSettings of(Collection<PciOpcode> instructions, OptionalLong fid) {
        return new InterceptSettings(
                Set.copyOf(instructions), fid, "", 0, Action.SUSPEND, ""); //$NON-NLS-1$ //$NON-NLS-2$
    }

    /** What is wrong with the condition, in words for the user; null when it can be used. */
    public String problem() {
        return condition.isEmpty() ? null : problem(condition);
    }

    private static String problem(String condition) {
        try {
            InterceptFilter.all().where(condition);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** The same for the engine. */
    InterceptCriteria criteria() {
        InterceptCriteriaBuilder builder = InterceptCriteria.builder();
        if (!instructions.isEmpty()) {
            builder.instructions(instructions.toArray(PciOpcode[]::new));
        }
        fid.ifPresent(builder::fid);
        return builder.where(condition).build();
    }

    /** Those of the chosen instructions that never match since they name no function; empty text for none. */
    public String unmatched() {
        return fid.isEmpty()
                ? "" //$NON-NLS-1$
                : names(instructions.stream().filter(opcode -> !opcode.namesFunction()));
    }

    /** The instructions by name, in the order of the architecture's list; empty text for all. */
    public String instructionNames() {
        return names(instructions.stream());
    }

    private static String names(Stream<PciOpcode> opcodes) {
        return opcodes.sorted().map(PciOpcode::name).collect(Collectors.joining(COMMA));
    }

    /** What the breakpoint does, in words, for instance {@code MPCIFC of function 0x100, if control == 4}. */
    public String words() {
        StringBuilder words =
                new StringBuilder(instructions.isEmpty() ? Messages.InterceptSettings_All : instructionNames());
        if (fid.isPresent()) {
            words.append(NLS.bind(Messages.InterceptSettings_Function, Hex.of(fid.getAsLong())));
        }
        if (!condition.isEmpty()) {
            words.append(NLS.bind(Messages.InterceptSettings_Condition, condition));
        }
        if (ignoreCount > 0) {
            words.append(NLS.bind(Messages.InterceptSettings_Ignore, Integer.toString(ignoreCount)));
        }
        return words.append(
                        switch (action) {
                            case SUSPEND -> ""; //$NON-NLS-1$
                            case LOG -> Messages.InterceptSettings_Log;
                            case COUNT -> Messages.InterceptSettings_Count;
                        })
                .toString();
    }

    /** Reads a list of names; names that are none are left out, because a workspace may come from a newer version. */
    static Set<PciOpcode> instructions(String names) {
        Set<PciOpcode> found = EnumSet.noneOf(PciOpcode.class);
        List<String> words = List.of(names.toUpperCase(Locale.ROOT).split("[, ]+")); //$NON-NLS-1$
        for (PciOpcode opcode : PciOpcode.values()) {
            if (words.contains(opcode.name())) {
                found.add(opcode);
            }
        }
        return found;
    }
}
