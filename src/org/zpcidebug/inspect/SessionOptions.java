package org.zpcidebug.inspect;

import java.nio.file.Path;
import java.util.Optional;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorOptions;

/**
 * The user's choices for a session.
 *
 * @param monitor bounds on the connection
 * @param vmlinux the guest kernel's ELF file, for symbols and types that its memory does not have
 * @param systemMap the guest kernel's System.map, for symbols
 * @param gdbServer where a gdb server of the guest's QEMU listens already; empty to have one started through the monitor
 */
public record SessionOptions(
        MonitorOptions monitor, Optional<Path> vmlinux, Optional<Path> systemMap, Optional<MonitorAddress> gdbServer) {

    /** The default bounds, and no files. */
    public static final SessionOptions DEFAULT = of(MonitorOptions.DEFAULT);

    /** With a gdb server that is started when it is needed. */
    public SessionOptions(MonitorOptions monitor, Optional<Path> vmlinux, Optional<Path> systemMap) {
        this(monitor, vmlinux, systemMap, Optional.empty());
    }

    /** These bounds, and no files. */
    public static SessionOptions of(MonitorOptions monitor) {
        return new SessionOptions(monitor, Optional.empty(), Optional.empty());
    }

    /** The same with other bounds. */
    public SessionOptions with(MonitorOptions bounds) {
        return new SessionOptions(bounds, vmlinux, systemMap, gdbServer);
    }
}
