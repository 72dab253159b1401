package org.zpcidebug.gdbstub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.MonitorAddress;

/**
 * The socket that QEMU's gdb server is given: in a folder that only its owner may enter.
 *
 * @param folder made for it, and removed with it
 */
@SuppressWarnings("nls")
record StubSocket(Path folder) {

    private static final String NAME = "s";
    private static final int LONGEST_PARENT = 60;

    static StubSocket create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        boolean fits = parent.toString().matches("[\\w.@+/-]+")
                && parent.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PARENT;
        try {
            return new StubSocket(Files.createTempDirectory(
                    fits ? parent : Path.of("/tmp"),
                    DebuggingMonitor.STUB_FOLDER,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (IOException e) {
            throw StubException.caused(Reason.NOT_STARTED, e, "notStarted.folder", String.valueOf(e.getMessage()));
        }
    }

    Path path() {
        return folder.resolve(NAME);
    }

    MonitorAddress address() {
        return new MonitorAddress.Unix(path());
    }

    /** Removes what is left of it. */
    void delete() {
        try {
            Files.deleteIfExists(path());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // A folder with nothing in it does no harm.
            return;
        }
    }
}
