package org.zpcidebug.intercept;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * A CPU of a stopped guest.
 *
 * @param cpu QEMU's number of it
 * @param name for instance {@code CPU 0}
 * @param state what it was doing
 * @param registers its PSW and general registers
 * @param others its other registers by QEMU's names: {@code cr0}..{@code cr15}, {@code acr0}..{@code acr15}, {@code
 *     fpc}, {@code f0}..{@code f15}, {@code prefix}; empty until they were read ({@link InterceptSession#readCpu})
 * @param frames the kernel's stack, innermost first; the first is where the CPU stands
 * @param record the PCI instruction at which it stands, or which it has just executed
 */
public record StoppedCpu(
        int cpu,
        String name,
        State state,
        GeneralRegisters registers,
        Map<String, Long> others,
        List<GuestFrame> frames,
        Optional<InterceptRecord> record) {

    /** What a CPU was doing when the guest stopped. */
    public enum State {
        /** It executed the kernel. */
        KERNEL,
        /** It executed a program (problem state), whose stack is none of ours. */
        PROGRAM,
        /** It waited for an interruption, or is stopped: it executes nothing, and cannot be stepped. */
        WAITING
    }
}
