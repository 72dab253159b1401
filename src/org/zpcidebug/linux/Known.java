package org.zpcidebug.linux;

import java.util.Objects;
import java.util.function.Function;

/**
 * A value from the guest's memory, or why it is not known. Exactly one of the two is there.
 *
 * @param value the value, null when it is not known
 * @param problem why it is not known, in words for the user; null when it is known
 */
public record Known<T>(T value, String problem) {

    /** A known value. */
    public static <T> Known<T> of(T value) {
        return new Known<>(Objects.requireNonNull(value), null);
    }

    /** A value that is not known, with the reason in words. */
    public static <T> Known<T> unknown(String problem) {
        return new Known<>(null, Objects.requireNonNull(problem));
    }

    /** Whether the value is known. */
    public boolean isKnown() {
        return problem == null;
    }

    /** The value, or the alternative when it is not known. */
    public T orElse(T alternative) {
        return isKnown() ? value : alternative;
    }

    /** Converts a known value; an unknown one keeps its reason. */
    public <R> Known<R> map(Function<? super T, ? extends R> conversion) {
        return isKnown() ? of(conversion.apply(value)) : unknown(problem);
    }

    /** The value; its absence is a problem. */
    T need() throws Problem {
        if (!isKnown()) {
            throw Problem.inWords(problem);
        }
        return value;
    }

    /** What a step gives, or the problem it meets. */
    static <T> Known<T> from(Step<T> step) {
        try {
            return of(step.run());
        } catch (Problem e) {
            return unknown(e.getMessage());
        }
    }

    /** A step that may meet a problem. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws Problem;
    }
}
