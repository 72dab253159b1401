package org.zpcidebug.intercept;

import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * Where a step that runs the guest is to end.
 *
 * @param address of the instruction
 * @param thread the CPU that has to come there; others may come too
 * @param stackPointer the lowest stack pointer with which it counts: a deeper call of the same function does not
 * @param isOurs whether a breakpoint was set there for this step
 */
record Goal(long address, StubThread thread, long stackPointer, boolean isOurs) {

    private static final int STACK_POINTER = 15;

    boolean isAt(long other) {
        return address == other;
    }

    /** Whether that CPU has come there. */
    boolean isReached(StubThread at, GeneralRegisters registers) {
        return at.cpu() == thread.cpu()
                && registers.address() == address
                && Long.compareUnsigned(registers.general(STACK_POINTER), stackPointer) >= 0;
    }
}
