package org.zpcidebug.intercept;

import java.util.Arrays;
import org.zpcidebug.s390.BigEndian;

/**
 * A program that loads from address spaces of functions, with room for what it loads. It takes a stretch of storage
 * across page boundaries: code, then pages of data, then the end. QEMU translates a page with a breakpoint instruction by
 * instruction, and looks at each store into a page with code, so that code, answers and the breakpoint at the end are in
 * pages of their own. The end is a branch to itself, so that a CPU that nobody stops there does no harm. The program makes
 * its operands itself: nothing but the code has to be written to the guest.
 *
 * <p>Register 12 holds the address of the data.
 */
final class ProbeProgram {

    /** Where the program begins. */
    static final int START = 0;

    /** Where the data is, from the start of the code on. It begins at a page. */
    static final int DATA = 0x800;

    /** Bytes of the data: pages. */
    static final int DATA_BYTES = 2 * 4096;

    /** Where the program ends, from the start of the code on. */
    static final int END = DATA + DATA_BYTES;

    /** The bytes of the end. */
    static final int END_BYTES = 8;

    /** All that a program takes. */
    static final int BYTES = END + END_BYTES;

    /** What loading takes of the code at most, with the end of the program. */
    private static final int MOST_CODE = 112;

    private static final int BASE = 12;
    private static final int CONDITION_SHIFT = 28;
    private static final int STATUS_SHIFT = 24;
    private static final int BYTE_MASK = 0xff;
    private static final int CONDITION_MASK = 3;

    private final Assembler code = new Assembler(DATA);
    private int data;

    /** What is at {@link #END}: j 0. */
    static byte[] end() {
        return new byte[] {(byte) 0xa7, (byte) 0xf4, 0, 0};
    }

    /**
     * How an instruction ended.
     *
     * @param condition the condition code, 0..3
     * @param status the status code in the handle's register, meaningful with condition code 1
     */
    record Ending(int condition, int status) {

        /**
         * As a program leaves it.
         *
         * @param condition the word that IPM gives
         * @param request the lower half of the handle's register
         */
        static Ending of(long condition, long request) {
            return new Ending(
                    (int) (condition >>> CONDITION_SHIFT) & CONDITION_MASK,
                    (int) (request >>> STATUS_SHIFT) & BYTE_MASK);
        }

        boolean isDone() {
            return condition == 0;
        }
    }

    /**
     * A place in the data where the program leaves an answer.
     *
     * @param at where the answer's bytes begin
     * @param bytes how many
     * @param ending where the program leaves how the instruction ended, and how many were left to do
     */
    record Answer(int at, int bytes, int ending) {

        /** The answer's bytes, of the data that a program has filled. */
        BigEndian of(byte[] page) {
            return new BigEndian(Arrays.copyOfRange(page, at, at + bytes));
        }

        /** How the instruction ended. */
        Ending ending(byte[] page) {
            BigEndian view = new BigEndian(Arrays.copyOfRange(page, ending, ending + 2 * Long.BYTES));
            return view.u32(2 * Integer.BYTES) == 0
                    ? new Ending(0, 0)
                    : Ending.of(view.u32(Integer.BYTES), view.u32(0));
        }
    }

    /** Whether more fits, with that many more bytes of data. */
    boolean hasRoom(int bytes) {
        return data + bytes <= DATA_BYTES && code.here() + MOST_CODE <= DATA;
    }

    /**
     * Loads from an address space of a function, piece by piece.
     *
     * @param space a BAR, or 15 for the configuration space
     * @param piece bytes of one load: 4 or 8
     * @param count how many loads
     */
    Answer loads(int handle, int space, long offset, int piece, int count) {
        int answer = reserve(piece * count);
        int ending = reserve(2 * Long.BYTES);
        code.load(6, (long) handle << Integer.SIZE | (long) space << Short.SIZE | piece);
        code.load(3, offset);
        code.lghi(8, count);
        code.lay(9, answer, 0, BASE);
        int loop = code.here();
        code.lgr(2, 6);
        code.pcilg(4, 2);
        int leave = code.brc(Assembler.FAILED);
        if (piece == Long.BYTES) {
            code.stg(4, 0, 9);
        } else {
            code.st(4, 0, 9);
        }
        code.aghi(3, piece);
        code.aghi(9, piece);
        code.brctg(8, loop);
        code.land(leave);
        code.ipm(5);
        code.lay(9, ending, 0, BASE);
        code.st(2, 0, 9);
        code.st(5, Integer.BYTES, 9);
        code.st(8, 2 * Integer.BYTES, 9);
        return new Answer(answer, piece * count, ending);
    }

    /** The code. */
    byte[] image() {
        int end = code.here();
        code.brc(Assembler.ALWAYS, END);
        byte[] image = code.image();
        code.back(end);
        return image;
    }

    /** Bytes of data that there are after the program. */
    int length() {
        return data;
    }

    private int reserve(int bytes) {
        int at = data;
        data = data + bytes + Long.BYTES - 1 & -Long.BYTES;
        if (data > DATA_BYTES) {
            throw new IllegalArgumentException(Integer.toString(data));
        }
        return at;
    }
}
