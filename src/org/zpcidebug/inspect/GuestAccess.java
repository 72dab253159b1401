package org.zpcidebug.inspect;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;

/**
 * How a session gets at a guest's memory and registers, and what helps to understand them.
 *
 * @param open opens the memory behind a monitor; may wait for it, and fails with a {@link
 *     org.zpcidebug.memory.MemoryException}
 * @param cache kernels seen before
 * @param vmlinux the kernel's ELF file, when the user named one
 * @param systemMap the kernel's System.map, when the user named one
 * @param gdbServer where a gdb server of its QEMU listens already, when the user named one
 */
record GuestAccess(
        Function<Monitor, GuestMemory> open,
        KernelCache cache,
        Optional<Path> vmlinux,
        Optional<Path> systemMap,
        Optional<MonitorAddress> gdbServer) {

    /** One for all sessions: guests of one kernel share what is known of it. */
    private static final KernelCache CACHE = KernelCache.ofUser();

    /** By the ways that there are, with the user's files. */
    static GuestAccess of(SessionOptions options) {
        return new GuestAccess(
                GuestMemoryFactory::open, CACHE, options.vmlinux(), options.systemMap(), options.gdbServer());
    }
}
