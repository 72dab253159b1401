package org.zpcidebug.intercept;

import java.util.Arrays;
import org.zpcidebug.s390.BigEndian;

/**
 * A program of PCI instructions that ask and change nothing, with room for their operands and answers. It is assembled
 * here: binutils does not know the instructions. It takes a stretch of storage across two page boundaries: code, then
 * a page of data, then the end. QEMU translates a page with a breakpoint instruction by instruction, and looks at each
 * store into a page with code, so that code, answers and the breakpoint at the end are in pages of their own. The end
 * is a branch to itself, so that a CPU that nobody stops there does no harm. The program makes its operands itself: nothing
 * but the code has to be written to the guest.
 *
 * <p>Register 12 holds the address of the data. Encodings: z/Architecture Principles of Operation for the common ones,
 * QEMU target/s390x/tcg/insn-data.h.inc for CLP (RRF), PCILG (RRE) and STPCIFC (RXY).
 */
final class ProbeProgram {

    /** Where the program begins. */
    static final int START = 0;

    /** Where the data is, from the start of the code on. It begins at a page. */
    static final int DATA = 0x800;

    /** Bytes of the data: a page. */
    static final int DATA_BYTES = 4096;

    /** Where the program ends, from the start of the code on. */
    static final int END = DATA + DATA_BYTES;

    /** The bytes of the end. */
    static final int END_BYTES = 8;

    /** All that a program takes. */
    static final int BYTES = END + END_BYTES;

    /** What a question about a function takes at most, with the end of the program. */
    private static final int MOST_CODE = 112;

    private static final int BASE = 12;
    private static final int WORD = 4;
    private static final int CONDITION_SHIFT = 28;
    private static final int STATUS_SHIFT = 24;
    private static final int BYTE_MASK = 0xff;
    private static final long LOW_WORD = 0xffff_ffffL;

    /** Bytes that one XC clears. */
    private static final int CLEARED = 256;

    private final byte[] image = new byte[DATA];
    private int code = START;
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

        boolean isDone() {
            return condition == 0;
        }
    }

    /**
     * A place in the data where the program leaves an answer.
     *
     * @param at where the answer's bytes begin
     * @param bytes how many there are
     * @param ending where the program leaves how it ended
     */
    record Answer(int at, int bytes, int ending) {

        /** The answer in the data as it is after the program. */
        BigEndian of(byte[] page) {
            return new BigEndian(Arrays.copyOfRange(page, at, at + bytes));
        }

        /** How the instruction ended. */
        Ending ending(byte[] page) {
            BigEndian view = new BigEndian(Arrays.copyOfRange(page, ending, ending + 3 * Long.BYTES));
            boolean isComplete = view.u64(2 * Long.BYTES) == 0;
            return isComplete
                    ? new Ending(0, 0)
                    : new Ending(
                            (int) (view.u64(0) & LOW_WORD) >>> CONDITION_SHIFT & 3,
                            (int) (view.u64(Long.BYTES) >>> STATUS_SHIFT) & BYTE_MASK);
        }
    }

    /** Whether another question fits, with that many more bytes of operands and answers. */
    boolean hasRoom(int bytes) {
        return data + bytes <= DATA_BYTES && code + MOST_CODE <= DATA;
    }

    /** Calls the logical processor: the request, a multiple of 8 bytes, then room for a response of that length. */
    Answer clp(byte[] request, int responseBytes) {
        int block = reserve(request.length + responseBytes);
        int response = block + request.length;
        int ending = reserve(3 * Long.BYTES);
        clear(block, request.length + responseBytes);
        BigEndian words = new BigEndian(request);
        for (int at = 0; at < request.length; at += Long.BYTES) {
            if (words.u64(at) != 0) {
                number(2, words.u64(at));
                store(2, block + at);
            }
        }
        // mvhhi response(12),responseBytes
        emit(0xe5, 0x44, high(response), low(response), responseBytes >>> Byte.SIZE, responseBytes & BYTE_MASK);
        loadAddress(2, block);
        // CLP 3,2, logical processor 2: PCI
        emit(0xb9, 0xa0, 0x02, 0x32);
        end(ending);
        return new Answer(response, responseBytes, ending);
    }

    /** Stores the controls of the function with that handle. */
    Answer storeControls(int handle, int bytes) {
        int answer = reserve(bytes);
        int ending = reserve(3 * Long.BYTES);
        clear(answer, bytes);
        number(2, (long) handle << Integer.SIZE);
        // STPCIFC 2,answer(12)
        emit(0xe3, 0x20, high(answer), low(answer), 0x00, 0xd4);
        end(ending);
        return new Answer(answer, bytes, ending);
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
        int ending = reserve(3 * Long.BYTES);
        number(6, (long) handle << Integer.SIZE | (long) space << Short.SIZE | piece);
        number(3, offset);
        emit(0xa7, 0x89, count >>> Byte.SIZE, count & BYTE_MASK); // lghi 8,count
        loadAddress(9, answer);
        int loop = code;
        emit(0xb9, 0x04, 0x00, 0x26); // lgr 2,6
        emit(0xb9, 0xd2, 0x00, 0x42); // PCILG 4,2
        int leave = code;
        emit(0xa7, 0x74, 0, 0); // brc 7,out
        if (piece == Long.BYTES) {
            emit(0xe3, 0x40, 0x90, 0x00, 0x00, 0x24); // stg 4,0(9)
        } else {
            emit(0x50, 0x40, 0x90, 0x00); // st 4,0(9)
        }
        emit(0xa7, 0x3b, 0, piece); // aghi 3,piece
        emit(0xa7, 0x9b, 0, piece); // aghi 9,piece
        int back = (loop - code) / 2;
        emit(0xa7, 0x87, back >>> Byte.SIZE & BYTE_MASK, back & BYTE_MASK); // brctg 8,loop
        int out = (code - leave) / 2;
        put(leave + 2, out >>> Byte.SIZE, out & BYTE_MASK);
        emit(0xb2, 0x22, 0x00, 0x50); // ipm 5
        store(5, ending);
        store(2, ending + Long.BYTES);
        store(8, ending + 2 * Long.BYTES);
        return new Answer(answer, piece * count, ending);
    }

    /** The code. */
    byte[] image() {
        int there = (END - code) / 2;
        int at = code;
        emit(0xa7, 0xf4, there >>> Byte.SIZE & BYTE_MASK, there & BYTE_MASK); // j end
        byte[] whole = Arrays.copyOf(image, code);
        code = at;
        return whole;
    }

    /** Bytes of data that there are after the program. */
    int length() {
        return data;
    }

    /** Leaves condition code and status; nothing is left over unless the code is not 0. */
    private void end(int ending) {
        emit(0xb2, 0x22, 0x00, 0x50); // ipm 5
        store(5, ending);
        store(2, ending + Long.BYTES);
        // Of the condition code alone: llgfr 8,5; srlg 8,8,28; nill 8,3
        emit(0xb9, 0x16, 0x00, 0x85);
        emit(0xeb, 0x88, 0x00, CONDITION_SHIFT, 0x00, 0x0c);
        emit(0xa5, 0x87, 0x00, 0x03);
        store(8, ending + 2 * Long.BYTES);
    }

    private void store(int register, int at) {
        emit(0xe3, register << WORD, high(at), low(at), 0x00, 0x24);
    }

    private void loadAddress(int register, int at) {
        emit(0xe3, register << WORD, high(at), low(at), 0x00, 0x71);
    }

    /** iihf, iilf. */
    private void number(int register, long value) {
        word(register << WORD | 8, (int) (value >>> Integer.SIZE));
        word(register << WORD | 9, (int) value);
    }

    private void word(int target, int value) {
        emit(
                0xc0,
                target,
                value >>> 24 & BYTE_MASK,
                value >>> 16 & BYTE_MASK,
                value >>> 8 & BYTE_MASK,
                value & BYTE_MASK);
    }

    private void clear(int at, int bytes) {
        for (int done = 0; done < bytes; done += CLEARED) {
            int next = at + done;
            // xc next(part,12),next(12)
            emit(0xd7, Math.min(CLEARED, bytes - done) - 1, high(next), low(next), high(next), low(next));
        }
    }

    /** The base register and the first digit of the displacement. */
    private static int high(int at) {
        return BASE << WORD | at >>> Byte.SIZE;
    }

    private static int low(int at) {
        return at & BYTE_MASK;
    }

    private int reserve(int bytes) {
        int at = data;
        data = data + bytes + Long.BYTES - 1 & -Long.BYTES;
        if (data > DATA_BYTES) {
            throw new IllegalArgumentException(Integer.toString(data));
        }
        return at;
    }

    private void emit(int... bytes) {
        put(code, bytes);
        code += bytes.length;
        if (code > DATA) {
            throw new IllegalArgumentException(Integer.toString(code));
        }
    }

    private void put(int at, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            image[at + i] = (byte) bytes[i];
        }
    }
}
