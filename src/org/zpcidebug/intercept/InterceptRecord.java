package org.zpcidebug.intercept;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A PCI instruction that is about to be executed or was, with what it was given and what came of it.
 *
 * @param time when the CPU stood before it, by this machine's clock
 * @param cpu QEMU's number of the CPU
 * @param fid the function's id, where the instruction names a function that is known
 * @param device what that function is, for instance {@code virtio-blk-pci}; empty text when unknown
 * @param handle the function's handle, where the instruction names one
 * @param operands by name, in the order of the instruction: Long (unsigned), String, or a Map of the same for a block in
 *     storage; what could not be read is a String that says why
 * @param outcome what came of it; {@link Outcome#isPending} before that
 * @param stack the calling functions, innermost first: symbols, or addresses in hexadecimal
 */
public record InterceptRecord(
        Instant time,
        int cpu,
        Site site,
        OptionalLong fid,
        String device,
        OptionalLong handle,
        Map<String, Object> operands,
        Outcome outcome,
        List<String> stack) {}
