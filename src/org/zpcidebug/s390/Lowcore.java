package org.zpcidebug.s390;

import org.zpcidebug.s390.IoInterruption.Kind;

/**
 * The first page of a CPU's prefix area as the machine defines it: where interruptions leave what happened and find
 * what to run. Its absolute address is the CPU's prefix register. What an operating system keeps further up is its own.
 */
public final class Lowcore {

    /** Bytes of storage that this view needs. */
    public static final int BYTES = 0x200;

    private static final int PROGRAM_CODE = 0x8e;
    private static final int TRANSLATION_EXCEPTION = 0xa8;
    private static final int IO_WORD = 0xc0;
    private static final int FIRST_OLD_PSW = 0x120;
    private static final int FIRST_NEW_PSW = 0x1a0;
    private static final int PSW_BYTES = 16;

    /** The classes of interruption, in the order of their PSWs in storage. */
    public enum Interruption {
        RESTART,
        EXTERNAL,
        SUPERVISOR_CALL,
        PROGRAM,
        MACHINE_CHECK,
        IO
    }

    private final BigEndian bytes;

    /** A view of at least {@link #BYTES} bytes from the beginning of the prefix area. */
    public Lowcore(BigEndian bytes) {
        this.bytes = bytes;
    }

    /** The PSW that the last interruption of that class replaced. */
    public Psw oldPsw(Interruption interruption) {
        return Psw.at(bytes, FIRST_OLD_PSW + PSW_BYTES * interruption.ordinal());
    }

    /** The PSW that the next interruption of that class loads. */
    public Psw newPsw(Interruption interruption) {
        return Psw.at(bytes, FIRST_NEW_PSW + PSW_BYTES * interruption.ordinal());
    }

    /** The code of the last program interruption. */
    public int programCode() {
        return bytes.u16(PROGRAM_CODE);
    }

    /** The translation-exception identification of the last program interruption. */
    public long translationException() {
        return bytes.u64(TRANSLATION_EXCEPTION);
    }

    /** The last I/O interruption; for an adapter interruption the interruption word alone says which. */
    public IoInterruption ioInterruption() {
        return IoInterruption.of(bytes.u32(IO_WORD));
    }

    /** Whether the last I/O interruption came from an adapter, such as a PCI function. */
    public boolean isAdapterInterruption() {
        return ioInterruption().kind() != Kind.SUBCHANNEL;
    }
}
