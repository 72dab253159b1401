package org.zpcidebug.s390;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A CPU's PSW and its sixteen general registers, as they were at one moment. */
@SuppressWarnings("nls")
public final class GeneralRegisters {

    /** Doublewords: the PSW's two halves, then registers 0 to 15. */
    public static final int DOUBLEWORDS = 18;

    /** General registers. */
    public static final int COUNT = 16;

    private static final int FIRST_GENERAL = 2;
    private static final long EXTENDED_ADDRESSING = 1L << 32;
    private static final long BASIC_ADDRESSING = 1L << 31;
    private static final long MASK_31 = 0x7fff_ffffL;
    private static final long MASK_24 = 0xff_ffffL;

    private final long[] values;

    /**
     * Takes a copy.
     *
     * @param values {@link #DOUBLEWORDS} of them: PSW mask, instruction address, registers
     */
    public GeneralRegisters(long... values) {
        if (values.length != DOUBLEWORDS) {
            throw new IllegalArgumentException("length");
        }
        this.values = values.clone();
    }

    /** The program-status word. */
    public Psw psw() {
        return new Psw(values[0], values[1]);
    }

    /** The instruction address. */
    public long address() {
        return values[1];
    }

    /** A general register, 0..15. */
    public long general(int number) {
        return values[FIRST_GENERAL + number];
    }

    /** PSW and registers as they lie in storage, big-endian. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GeneralRegisters registers && Arrays.equals(registers.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The register as a base or index of an address: register 0 counts as zero. */
    long addressPart(int number) {
        return number == 0 ? 0 : general(number);
    }

    /** An address as the CPU's addressing mode (64, 31 or 24 bits) takes it. */
    public long effective(long address) {
        if ((values[0] & EXTENDED_ADDRESSING) != 0) {
            return address;
        }
        return address & ((values[0] & BASIC_ADDRESSING) != 0 ? MASK_31 : MASK_24);
    }
}
