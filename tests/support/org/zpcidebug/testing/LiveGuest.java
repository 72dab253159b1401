package org.zpcidebug.testing;

import java.nio.file.Path;

/** A guest that runs in a real QEMU. Closing it ends it. */
public interface LiveGuest extends AutoCloseable {

    /** The QEMU process and its files. */
    QemuGuest qemu();

    /** The process id of QEMU itself. */
    default long pid() {
        return qemu().pid();
    }

    /** The monitor (QMP) socket, which nobody is connected to. */
    default Path monitorPath() {
        return qemu().monitorPath();
    }

    @Override
    default void close() {
        qemu().close();
    }
}
