package org.zpcidebug.intercept;

import org.zpcidebug.s390.Hex;

/**
 * A function that was called on a CPU's stack.
 *
 * @param kind how it came to be left
 * @param address of the innermost frame the next instruction, of the others the address they are returned to
 * @param stackPointer register 15 in it
 * @param symbol function and offset, for instance {@code zpci_mod_fc+0x34}, with {@code [module]} behind it where it is
 *     one's; empty text when unknown
 */
@SuppressWarnings("nls")
public record GuestFrame(Kind kind, long address, long stackPointer, String symbol) {

    /** How a function came to be left for the one before it in the list. */
    public enum Kind {
        /** It called, or is the innermost. */
        CALL,
        /** It was interrupted: the address is the instruction that was to be next. */
        INTERRUPTED
    }

    /** The symbol without its offset and module. */
    public String function() {
        return symbol.replaceFirst("[+ ].*", "");
    }

    /** The symbol, or the address where there is none. */
    public String name() {
        return symbol.isEmpty() ? Hex.of(address) : symbol;
    }
}
