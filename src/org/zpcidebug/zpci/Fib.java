package org.zpcidebug.zpci;

import org.zpcidebug.s390.BigEndian;

/**
 * A function information block, the operand of MPCIFC and STPCIFC (format 0).
 *
 * @param format 0 for floating interrupts, 1 for directed ones, whose fields are not decoded
 * @param controls set by STPCIFC
 * @param lowest lowest DMA address (PBA); the last 12 bits do not count
 * @param highest highest DMA address (PAL); the last 12 bits count as ones
 * @param iota the I/O address translation
 * @param interrupts the interrupt registration
 * @param measurement absolute address of the measurement block, 0 when there is none
 * @param gisa the host's designation of the guest's interruption state area
 */
public record Fib(
        int format,
        FunctionControls controls,
        long lowest,
        long highest,
        Iota iota,
        InterruptRegistration interrupts,
        long measurement,
        long gisa) {

    /** The length of a block. */
    public static final int BYTES = 0x50;

    private static final int FORMAT = 0x00;
    private static final int CONTROLS = 0x08;
    private static final int LOWEST = 0x10;
    private static final int HIGHEST = 0x18;
    private static final int IOTA = 0x20;
    private static final int INTERRUPTS = 0x28;
    private static final int VECTOR = 0x30;
    private static final int SUMMARY = 0x38;
    private static final int MEASUREMENT = 0x40;
    private static final int GISA = 0x4c;

    /** Decodes the first {@link #BYTES} bytes. */
    public static Fib of(BigEndian bytes) {
        return new Fib(
                bytes.u8(FORMAT),
                new FunctionControls(bytes.u8(CONTROLS)),
                bytes.u64(LOWEST),
                bytes.u64(HIGHEST),
                new Iota(bytes.u64(IOTA)),
                InterruptRegistration.of(bytes.u32(INTERRUPTS), bytes.u64(VECTOR), bytes.u64(SUMMARY)),
                bytes.u64(MEASUREMENT),
                bytes.u32(GISA));
    }
}
