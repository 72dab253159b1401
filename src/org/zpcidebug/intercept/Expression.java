package org.zpcidebug.intercept;

import java.util.function.Function;

/** A condition on an intercept. While the outcome of the instruction is not known yet the answer may be open. */
@FunctionalInterface
interface Expression {

    /** Stands for a value that is known only after the instruction. */
    Object LATER = new Object();

    /** Holds for every intercept. */
    Expression ALWAYS = fields -> Verdict.HOLDS;

    /** Whether a condition holds. */
    enum Verdict {
        HOLDS,
        FAILS,
        OPEN;

        static Verdict of(boolean holds) {
            return holds ? HOLDS : FAILS;
        }
    }

    /**
     * Whether the condition holds.
     *
     * @param fields gives a field's value: a Long (unsigned), a String, a List of Strings of
     *     which one is to be equal, {@link #LATER}, or null where an instruction has
     *     no such field, which makes every comparison with it false
     */
    Verdict test(Function<String, Object> fields);

    /** Both hold. */
    default Expression and(Expression other) {
        return fields -> {
            Verdict left = test(fields);
            if (left == Verdict.FAILS) {
                return left;
            }
            Verdict right = other.test(fields);
            return right == Verdict.FAILS || left == Verdict.HOLDS ? right : left;
        };
    }

    /** One of them holds. */
    default Expression or(Expression other) {
        return not().and(other.not()).not();
    }

    /** It does not hold. */
    default Expression not() {
        return fields -> switch (test(fields)) {
            case HOLDS -> Verdict.FAILS;
            case FAILS -> Verdict.HOLDS;
            case OPEN -> Verdict.OPEN;
        };
    }
}
