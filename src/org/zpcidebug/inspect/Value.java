package org.zpcidebug.inspect;

import java.util.Objects;
import java.util.function.Function;
import org.zpcidebug.linux.Known;

/**
 * A value with its source, or the reason why it is not known. Exactly one of the two is there.
 *
 * @param value the value, null when it is unknown
 * @param source where it came from, null when it is unknown
 * @param reason why it is unknown, in words for the user; null when it is known
 */
public record Value<T>(T value, Source source, String reason) {

    /** A known value from a monitor query. */
    public static <T> Value<T> hypervisor(T value) {
        return new Value<>(Objects.requireNonNull(value), Source.HYPERVISOR, null);
    }

    /** A known value from the guest's memory. */
    public static <T> Value<T> guest(T value) {
        return new Value<>(Objects.requireNonNull(value), Source.GUEST, null);
    }

    /** A known value that an instruction executed for us answered. */
    public static <T> Value<T> probe(T value) {
        return new Value<>(Objects.requireNonNull(value), Source.PROBE, null);
    }

    /** An unknown value and the reason in words. */
    public static <T> Value<T> unknown(String reason) {
        return new Value<>(null, null, Objects.requireNonNull(reason));
    }

    /** Whether the value is known. */
    public boolean isKnown() {
        return reason == null;
    }

    /** The value, or the alternative when it is unknown. */
    public T orElse(T alternative) {
        return isKnown() ? value : alternative;
    }

    /** A value from the guest's memory, or why it is not known. */
    public static <T> Value<T> from(Known<T> known) {
        return known.isKnown() ? guest(known.value()) : unknown(known.problem());
    }

    /** What a known value leads to; an unknown one keeps its reason. */
    public <R> Value<R> flatMap(Function<? super T, Value<R>> step) {
        return isKnown() ? step.apply(value) : new Value<>(null, null, reason);
    }

    /** Converts a known value; an unknown one keeps its reason. */
    public <R> Value<R> map(Function<? super T, ? extends R> conversion) {
        return isKnown() ? new Value<>(conversion.apply(value), source, null) : new Value<>(null, null, reason);
    }
}
