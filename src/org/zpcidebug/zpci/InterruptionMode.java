package org.zpcidebug.zpci;

/**
 * The interruption mode of one subclass, followed by the events that change it (QEMU's adapter-interrupt suppression:
 * hw/s390x/css.c, target/s390x/tcg/misc_helper.c). In single mode the first interruption shuts the gate until the guest
 * opens it again with SET INTERRUPTION CONTROLS. Immutable.
 *
 * @param single whether one interruption shuts the gate; null while no event told
 * @param suppressed whether the gate is shut; null while no event told
 */
public record InterruptionMode(Boolean single, Boolean suppressed) {

    /** Nothing seen yet. */
    public static final InterruptionMode UNKNOWN = new InterruptionMode(null, null);

    private static final int ALL = 0;
    private static final int SINGLE = 1;

    /** After the guest set that mode: 0 is all interruptions, 1 is single; other operations change nothing here. */
    public InterruptionMode set(int operation) {
        return switch (operation) {
            case ALL -> new InterruptionMode(false, false);
            case SINGLE -> new InterruptionMode(true, false);
            default -> this;
        };
    }

    /** After an interruption was delivered. */
    public InterruptionMode delivered() {
        return single == null ? this : new InterruptionMode(single, single);
    }

    /** After an interruption was dropped, which only happens while the gate is shut. */
    public InterruptionMode dropped() {
        return new InterruptionMode(true, true);
    }
}
