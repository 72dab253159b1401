package org.zpcidebug.zpci;

import org.zpcidebug.Text;

/**
 * One of the gates that an interrupt of a function passes on its way from the device's message to a CPU.
 *
 * @param kind which
 * @param state how it was found
 * @param origin what that was read from, in words
 * @param words what was found, in words; why it is not known for UNKNOWN
 */
@SuppressWarnings("nls")
public record InterruptGate(Kind kind, State state, String origin, String words) {

    /** The gates, in the order in which an interrupt meets them. */
    public enum Kind {
        /** The function must be enabled and not in error. */
        FUNCTION,
        /** The summary bit must have been clear, else the guest is taken to know already. */
        SUMMARY,
        /** In single-interruption mode the guest must have asked for the next one. */
        MODE,
        /** A CPU must take I/O interruptions of the subclass: its control register 6 and its PSW. */
        CPU;

        /** Its name for a person. */
        public String label() {
            return Text.of(InterruptGate.class, "gate." + this);
        }
    }

    /** How a gate was found. */
    public enum State {
        /** Interrupts pass. */
        OPEN,
        /** Interrupts do not pass now; for moments that is normal. */
        SHUT,
        /** It cannot be seen. */
        UNKNOWN
    }

    /** Whether it was found shut. */
    public boolean isShut() {
        return state == State.SHUT;
    }
}
