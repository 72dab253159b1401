package org.zpcidebug.intercept;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.zpcidebug.s390.PciOpcode;

/** Names criteria one by one; what is not named holds for every intercept. Meanings: {@link InterceptCriteria}. */
@SuppressWarnings("nls")
public final class InterceptCriteriaBuilder {

    private Set<PciOpcode> instructions = Set.of();
    private OptionalLong fid = OptionalLong.empty();
    private OptionalInt control = OptionalInt.empty();
    private OptionalInt command = OptionalInt.empty();
    private OptionalInt space = OptionalInt.empty();
    private Optional<AddressRange> offsets = Optional.empty();
    private Optional<AddressRange> dma = Optional.empty();
    private OptionalInt length = OptionalInt.empty();
    private OptionalInt condition = OptionalInt.empty();
    private OptionalInt status = OptionalInt.empty();
    private OptionalInt cpu = OptionalInt.empty();
    private String caller = "";
    private String expression = "";

    InterceptCriteriaBuilder() {}

    /** Only these instructions. */
    public InterceptCriteriaBuilder instructions(PciOpcode... wanted) {
        instructions = wanted.length == 0 ? Set.of() : EnumSet.copyOf(List.of(wanted));
        return this;
    }

    /** Only these instructions; with none, all of them. */
    public InterceptCriteriaBuilder instructions(Set<PciOpcode> wanted) {
        instructions = Set.copyOf(wanted);
        return this;
    }

    /** Only this function. */
    public InterceptCriteriaBuilder fid(long wanted) {
        fid = OptionalLong.of(wanted);
        return this;
    }

    /** Only this operation control of MPCIFC. */
    public InterceptCriteriaBuilder control(int wanted) {
        control = OptionalInt.of(wanted);
        return this;
    }

    /** Only this command of CLP. */
    public InterceptCriteriaBuilder command(int wanted) {
        command = OptionalInt.of(wanted);
        return this;
    }

    /** Only this address space. */
    public InterceptCriteriaBuilder space(int wanted) {
        space = OptionalInt.of(wanted);
        return this;
    }

    /** Only offsets from the first to the last. */
    public InterceptCriteriaBuilder offsets(long first, long last) {
        offsets = Optional.of(new AddressRange(first, last));
        return this;
    }

    /** Only DMA addresses from the first to the last. */
    public InterceptCriteriaBuilder dma(long first, long last) {
        dma = Optional.of(new AddressRange(first, last));
        return this;
    }

    /** Only this length. */
    public InterceptCriteriaBuilder length(int wanted) {
        length = OptionalInt.of(wanted);
        return this;
    }

    /** Only with this condition code. */
    public InterceptCriteriaBuilder condition(int wanted) {
        condition = OptionalInt.of(wanted);
        return this;
    }

    /** Only with this status code. */
    public InterceptCriteriaBuilder status(int wanted) {
        status = OptionalInt.of(wanted);
        return this;
    }

    /** Only on this CPU. */
    public InterceptCriteriaBuilder cpu(int wanted) {
        cpu = OptionalInt.of(wanted);
        return this;
    }

    /** Only below this function. */
    public InterceptCriteriaBuilder caller(String wanted) {
        caller = wanted;
        return this;
    }

    /** Only where this condition holds. */
    public InterceptCriteriaBuilder where(String wanted) {
        expression = wanted;
        return this;
    }

    /** The criteria. */
    public InterceptCriteria build() {
        return new InterceptCriteria(
                instructions,
                fid,
                control,
                command,
                space,
                offsets,
                dma,
                length,
                condition,
                status,
                cpu,
                caller,
                expression);
    }
}
