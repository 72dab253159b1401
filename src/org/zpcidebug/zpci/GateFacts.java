package org.zpcidebug.zpci;

import java.util.List;

/**
 * What is known about the way of a function's interrupts; null is what is not known.
 *
 * @param state the function's state, where something told it
 * @param stateOrigin what told it, in words
 * @param handle the handle that the guest uses
 * @param registered whether the guest registered interrupts
 * @param bits a sample of the bits
 * @param subclass the interruption subclass, -1 when it is not known
 * @param mode the interruption mode of the subclass, as far as events told
 * @param cpus what the CPUs take; empty when it is not known
 * @param cpusOrigin what told that, in words
 * @param taken whether CPUs took interruptions of the subclass since the sample before: mode and masks let them through
 * @param byteCompared whether this hypervisor looks at the whole byte of the summary bit: QEMU before 10.2 (commit
 *     8dd912b042) does, when it sends the interrupt itself
 */
public record GateFacts(
        FunctionState state,
        String stateOrigin,
        FunctionHandle handle,
        Boolean registered,
        InterruptBits bits,
        int subclass,
        InterruptionMode mode,
        List<CpuMask> cpus,
        String cpusOrigin,
        boolean taken,
        boolean byteCompared) {}
