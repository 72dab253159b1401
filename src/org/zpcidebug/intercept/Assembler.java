package org.zpcidebug.intercept;

import java.util.Arrays;

/**
 * Writes instructions of a program: methods have the names that the instructions have in z/Architecture Principles of
 * Operation, and their operands in its order. Addresses are displacements from a base register. CLP, PCILG and STPCIFC
 * are as QEMU target/s390x/tcg/insn-data.h.inc has them; binutils does not know them.
 */
@SuppressWarnings("nls")
final class Assembler {

    /** Condition code masks of branches. */
    static final int ALWAYS = 15;

    static final int EQUAL = 8;
    static final int NOT_EQUAL = 7;
    static final int HIGH = 2;
    static final int LOW = 4;
    static final int NOT_LOW = 11;

    /** Of an instruction that answers with a condition code: anything but 0. */
    static final int FAILED = 7;

    private static final int DIGIT = 4;
    private static final int DIGIT_MASK = 0xf;
    private static final int BYTE_MASK = 0xff;
    private static final int SHORT_DISPLACEMENT = 0xfff;

    private final byte[] image;
    private int at;

    /** A program of at most that many bytes. */
    Assembler(int most) {
        image = new byte[most];
    }

    /** Where the next instruction will be. */
    int here() {
        return at;
    }

    /** What was written. */
    byte[] image() {
        return Arrays.copyOf(image, at);
    }

    /** Takes back what was written from there on. */
    void back(int to) {
        at = to;
    }

    void lg(int r1, int displacement, int base) {
        rxy(0x04, r1, displacement, base);
    }

    void stg(int r1, int displacement, int base) {
        rxy(0x24, r1, displacement, base);
    }

    void llgf(int r1, int displacement, int base) {
        rxy(0x16, r1, displacement, base);
    }

    void llgh(int r1, int displacement, int base) {
        rxy(0x91, r1, displacement, base);
    }

    void llgc(int r1, int displacement, int base) {
        rxy(0x90, r1, displacement, base);
    }

    /** Loads a little-endian word; the upper half of the register stays. */
    void lrv(int r1, int displacement, int base) {
        rxy(0x1e, r1, displacement, base);
    }

    /** Loads a little-endian halfword; the upper six bytes of the register stay. */
    void lrvh(int r1, int displacement, int base) {
        rxy(0x1f, r1, displacement, base);
    }

    void lay(int r1, int displacement, int index, int base) {
        rxy(0x71, r1, index, displacement, base);
    }

    void st(int r1, int displacement, int base) {
        emit(0x50, r1 << DIGIT, high(displacement, base), low(displacement));
    }

    void lgr(int r1, int r2) {
        rre(0xb904, r1, r2);
    }

    void agr(int r1, int r2) {
        rre(0xb908, r1, r2);
    }

    void clgr(int r1, int r2) {
        rre(0xb921, r1, r2);
    }

    void cgr(int r1, int r2) {
        rre(0xb920, r1, r2);
    }

    void ltgr(int r1, int r2) {
        rre(0xb902, r1, r2);
    }

    void ipm(int r1) {
        rre(0xb222, r1, 0);
    }

    void pcilg(int r1, int r2) {
        rre(0xb9d2, r1, r2);
    }

    /** Logical processor 2: PCI. */
    void clp(int r1, int r2) {
        emit(0xb9, 0xa0, 2, r1 << DIGIT | r2);
    }

    void stpcifc(int r1, int displacement, int base) {
        rxy(0xd4, r1, displacement, base);
    }

    void lghi(int r1, int value) {
        ri(0xa79, r1, value);
    }

    void aghi(int r1, int value) {
        ri(0xa7b, r1, value);
    }

    void cghi(int r1, int value) {
        ri(0xa7f, r1, value);
    }

    void nill(int r1, int value) {
        ri(0xa57, r1, value);
    }

    void oilh(int r1, int value) {
        ri(0xa5a, r1, value);
    }

    void oill(int r1, int value) {
        ri(0xa5b, r1, value);
    }

    void sllg(int r1, int r3, int bits) {
        emit(0xeb, r1 << DIGIT | r3, 0, bits, 0, 0x0d);
    }

    void srlg(int r1, int r3, int bits) {
        emit(0xeb, r1 << DIGIT | r3, 0, bits, 0, 0x0c);
    }

    /** A value of 64 bits: iihf, iilf. */
    void load(int r1, long value) {
        ril(0xc08, r1, (int) (value >>> Integer.SIZE));
        ril(0xc09, r1, (int) value);
    }

    void mvhhi(int displacement, int base, int value) {
        emit(0xe5, 0x44, high(displacement, base), low(displacement), value >> Byte.SIZE, value);
    }

    void tm(int displacement, int base, int mask) {
        emit(0x91, mask, high(displacement, base), low(displacement));
    }

    void oi(int displacement, int base, int mask) {
        emit(0x96, mask, high(displacement, base), low(displacement));
    }

    void mvc(int displacement, int length, int base, int from, int fromBase) {
        ss(0xd2, displacement, length, base, from, fromBase);
    }

    /** Clears storage. */
    void xc(int displacement, int length, int base) {
        ss(0xd7, displacement, length, base, displacement, base);
    }

    /** Returns from a subroutine. */
    void br(int r2) {
        emit(0x07, 0xf0 | r2);
    }

    /** Branches to a place that is known. */
    void brc(int mask, int to) {
        ri(0xa74, mask, (to - at) / 2);
    }

    /** Branches to a place that {@link #land} will name. */
    int brc(int mask) {
        int branch = at;
        ri(0xa74, mask, 0);
        return branch;
    }

    /** The branches go here. */
    void land(int... branches) {
        for (int branch : branches) {
            int halfwords = (at - branch) / 2;
            image[branch + 2] = (byte) (halfwords >> Byte.SIZE);
            image[branch + 3] = (byte) halfwords;
        }
    }

    void bras(int r1, int to) {
        ri(0xa75, r1, (to - at) / 2);
    }

    void brctg(int r1, int to) {
        ri(0xa77, r1, (to - at) / 2);
    }

    /** Bytes as they are. */
    void data(byte... bytes) {
        for (byte value : bytes) {
            emit(value);
        }
    }

    private void rxy(int code, int r1, int displacement, int base) {
        rxy(code, r1, 0, displacement, base);
    }

    private void rxy(int code, int r1, int index, int displacement, int base) {
        int above = displacement >> 12;
        emit(
                0xe3,
                r1 << DIGIT | index,
                base << DIGIT | displacement >> Byte.SIZE & DIGIT_MASK,
                displacement,
                above,
                code);
    }

    private void rre(int code, int r1, int r2) {
        emit(code >> Byte.SIZE, code, 0, r1 << DIGIT | r2);
    }

    private void ri(int code, int r1, int value) {
        emit(code >> DIGIT, r1 << DIGIT | code & DIGIT_MASK, value >> Byte.SIZE, value);
    }

    private void ril(int code, int r1, int value) {
        emit(code >> DIGIT, r1 << DIGIT | code & DIGIT_MASK, value >> 24, value >> 16, value >> Byte.SIZE, value);
    }

    private void ss(int code, int displacement, int length, int base, int from, int fromBase) {
        emit(code, length - 1, high(displacement, base), low(displacement), high(from, fromBase), low(from));
    }

    /** The base register and the first digit of the displacement. */
    private static int high(int displacement, int base) {
        if (displacement > SHORT_DISPLACEMENT) {
            throw new IllegalArgumentException(Integer.toString(displacement));
        }
        return base << DIGIT | displacement >> Byte.SIZE;
    }

    private static int low(int displacement) {
        return displacement & BYTE_MASK;
    }

    private void emit(int... bytes) {
        if (at + bytes.length > image.length) {
            throw new IllegalArgumentException(Integer.toString(at));
        }
        for (int value : bytes) {
            image[at++] = (byte) value;
        }
    }
}
