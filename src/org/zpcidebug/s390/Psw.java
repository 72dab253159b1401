package org.zpcidebug.s390;

/**
 * A program-status word: what a CPU is about to do and what it lets interrupt it. Bit names follow the z/Architecture;
 * masks below are numeric masks of the 64-bit mask half.
 *
 * @param mask the first doubleword
 * @param address the second doubleword, the instruction address
 */
public record Psw(long mask, long address) {

    /** How instructions address storage. */
    public enum AddressSpace {
        PRIMARY,
        ACCESS_REGISTER,
        SECONDARY,
        HOME
    }

    private static final long DAT = 0x0400_0000_0000_0000L;
    private static final long IO = 0x0200_0000_0000_0000L;
    private static final long EXTERNAL = 0x0100_0000_0000_0000L;
    private static final long MACHINE_CHECK = 0x0004_0000_0000_0000L;
    private static final long WAIT = 0x0002_0000_0000_0000L;
    private static final long PROBLEM_STATE = 0x0001_0000_0000_0000L;
    private static final int SPACE_SHIFT = 46;
    private static final int CONDITION_SHIFT = 44;
    private static final int TWO_BITS = 3;

    /** Reads the 16 bytes at that offset. */
    public static Psw at(BigEndian bytes, int offset) {
        return new Psw(bytes.u64(offset), bytes.u64(offset + Long.BYTES));
    }

    /** Whether addresses are translated. */
    public boolean translates() {
        return (mask & DAT) != 0;
    }

    /** Whether I/O interruptions are allowed; control register 6 decides which subclasses. */
    public boolean allowsIo() {
        return (mask & IO) != 0;
    }

    /** Whether external interruptions are allowed. */
    public boolean allowsExternal() {
        return (mask & EXTERNAL) != 0;
    }

    /** Whether machine checks are allowed. */
    public boolean allowsMachineCheck() {
        return (mask & MACHINE_CHECK) != 0;
    }

    /** Whether the CPU executes nothing until an interruption. */
    public boolean waits() {
        return (mask & WAIT) != 0;
    }

    /** Whether privileged instructions, all PCI instructions of this kernel among them, are refused. */
    public boolean isProblemState() {
        return (mask & PROBLEM_STATE) != 0;
    }

    /** The address space that instructions refer to while translation is on. */
    public AddressSpace addressSpace() {
        return AddressSpace.values()[(int) (mask >>> SPACE_SHIFT) & TWO_BITS];
    }

    /** The condition code, 0..3. */
    public int conditionCode() {
        return (int) (mask >>> CONDITION_SHIFT) & TWO_BITS;
    }
}
