package org.zpcidebug.inspect;

import java.nio.file.Path;
import java.util.Optional;
import org.zpcidebug.hypervisor.MonitorOptions;

/**
 * The user's choices for a session.
 *
 * @param monitor bounds on the connection
 * @param vmlinux the guest kernel's ELF file, for symbols and types that its memory does not have
 * @param systemMap the guest kernel's System.map, for symbols
 */
public record SessionOptions(MonitorOptions monitor, Optional<Path> vmlinux, Optional<Path> systemMap) {

    /** The default bounds, and no files. */
    public static final SessionOptions DEFAULT = of(MonitorOptions.DEFAULT);

    /** These bounds, and no files. */
    public static SessionOptions of(MonitorOptions monitor) {
        return new SessionOptions(monitor, Optional.empty(), Optional.empty());
    }
}
