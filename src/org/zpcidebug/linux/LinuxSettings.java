package org.zpcidebug.linux;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is known beforehand of a guest and how to look into it.
 *
 * @param memoryBytes how much memory the guest has from absolute 0 on; 0 when that is not known
 * @param vmlinux the kernel's ELF file, when the user named one
 * @param systemMap the kernel's System.map, when the user named one
 * @param cache symbols and types of kernels seen before
 * @param cancelled asked now and then during long work; true ends it with a problem
 */
public record LinuxSettings(
        long memoryBytes,
        Optional<Path> vmlinux,
        Optional<Path> systemMap,
        KernelCache cache,
        BooleanSupplier cancelled) {

    /** Nothing named by the user, and never cancelled. */
    public static LinuxSettings of(long memoryBytes, KernelCache cache) {
        return new LinuxSettings(memoryBytes, Optional.empty(), Optional.empty(), cache, () -> false);
    }
}
