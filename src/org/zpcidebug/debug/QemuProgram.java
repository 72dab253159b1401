package org.zpcidebug.debug;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.osgi.util.NLS;

/** Finds {@code qemu-system-s390x}. */
final class QemuProgram {

    private static final String NAME = "qemu-system-s390x"; //$NON-NLS-1$
    private static final Path OS_RELEASE = Path.of("/etc/os-release"); //$NON-NLS-1$

    /** How each family of distributions installs it; the first whose word is in /etc/os-release counts. */
    private static final List<Installer> INSTALLERS = List.of(
            new Installer("debian", "sudo apt install qemu-system-misc"), //$NON-NLS-1$ //$NON-NLS-2$
            new Installer("fedora", "sudo dnf install qemu-system-s390x-core"), //$NON-NLS-1$ //$NON-NLS-2$
            new Installer("suse", "sudo zypper install qemu-s390x"), //$NON-NLS-1$ //$NON-NLS-2$
            new Installer("arch", "sudo pacman -S qemu-system-s390x")); //$NON-NLS-1$ //$NON-NLS-2$

    private record Installer(String family, String command) {}

    private QemuProgram() {}

    /**
     * Finds the program.
     *
     * @param preferred the user's path, empty to search
     * @param searchPath directories as in the environment variable PATH
     * @throws CoreException that tells how to install it
     */
    static Path find(String preferred, String searchPath) throws CoreException {
        if (!preferred.isEmpty()) {
            return executable(preferred)
                    .orElseThrow(() -> AttachFailure.NO_QEMU.exception(
                            NLS.bind(Messages.QemuProgram_NotExecutable, preferred), null));
        }
        return Stream.of(searchPath.split(Pattern.quote(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> executable(directory + File.separator + NAME).stream())
                .findFirst()
                .orElseThrow(() -> AttachFailure.NO_QEMU.exception(
                        NLS.bind(Messages.QemuProgram_NotFound, installCommand()), null));
    }

    private static Optional<Path> executable(String text) {
        try {
            Path path = Path.of(text);
            return Files.isRegularFile(path) && Files.isExecutable(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String installCommand() {
        String release = readRelease();
        return INSTALLERS.stream()
                .filter(installer -> release.contains(installer.family()))
                .map(Installer::command)
                .findFirst()
                .orElse(Messages.QemuProgram_Install);
    }

    private static String readRelease() {
        try {
            return Files.readString(OS_RELEASE);
        } catch (IOException e) {
            return ""; //$NON-NLS-1$
        }
    }
}
