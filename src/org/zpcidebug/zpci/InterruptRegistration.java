package org.zpcidebug.zpci;

/**
 * How a function's interrupts reach the guest: bits in its storage and an adapter interruption. Floating interrupts
 * only; the directed form is not kept here.
 *
 * @param subclass interruption subclass, 0..7
 * @param count number of interrupts (NOI), 0..4095
 * @param vector absolute address of the adapter interruption bit vector (AIBV)
 * @param vectorOffset bit of it that belongs to the first interrupt (AIBVO), 0..63
 * @param summary whether a summary bit is set as well
 * @param summaryAddress absolute address of the doubleword with the summary bit (AISB)
 * @param summaryOffset the summary bit's number in it from the left (AISBO), 0..63
 */
public record InterruptRegistration(
        int subclass,
        int count,
        long vector,
        int vectorOffset,
        boolean summary,
        long summaryAddress,
        int summaryOffset) {

    private static final int SUBCLASS_SHIFT = 28;
    private static final int SUBCLASS_MASK = 7;
    private static final int COUNT_SHIFT = 16;
    private static final int COUNT_MASK = 0xfff;
    private static final int VECTOR_OFFSET_SHIFT = 8;
    private static final int SUMMARY_SHIFT = 7;
    private static final int OFFSET_MASK = 0x3f;

    /**
     * Decodes the three fields of a function information block.
     *
     * @param word the 32 bits at 0x28
     */
    public static InterruptRegistration of(long word, long vector, long summaryAddress) {
        return new InterruptRegistration(
                (int) (word >>> SUBCLASS_SHIFT) & SUBCLASS_MASK,
                (int) (word >>> COUNT_SHIFT) & COUNT_MASK,
                vector,
                (int) (word >>> VECTOR_OFFSET_SHIFT) & OFFSET_MASK,
                (word >>> SUMMARY_SHIFT & 1) != 0,
                summaryAddress,
                (int) word & OFFSET_MASK);
    }

    /** The absolute address of the byte that holds the summary bit. */
    public long summaryByte() {
        return summaryAddress + summaryOffset / Byte.SIZE;
    }

    /** The summary bit in that byte. */
    public int summaryMask() {
        return 0x80 >> summaryOffset % Byte.SIZE;
    }

    /** The absolute address of the byte that holds an interrupt's bit. */
    public long indicatorByte(int interrupt) {
        return vector + (vectorOffset + interrupt) / Byte.SIZE;
    }

    /** The interrupt's bit in that byte. */
    public int indicatorMask(int interrupt) {
        return 0x80 >> (vectorOffset + interrupt) % Byte.SIZE;
    }
}
