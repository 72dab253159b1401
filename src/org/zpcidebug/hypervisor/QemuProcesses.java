package org.zpcidebug.hypervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lists the QEMU processes of this machine that have an s390x guest, with their monitors, from Linux's {@code /proc}.
 * Nothing is connected to. Processes of other users are listed as far as the system shows them. Paths are taken as this
 * process sees them: a QEMU in a container or behind {@code -chroot} has paths of its own, whose sockets are then
 * reported as missing.
 */
@SuppressWarnings("nls")
public final class QemuProcesses {

    private static final Path PROC = Path.of("/proc");
    private static final int MAX_COMMAND_LINE_BYTES = 1 << 20;
    private static final int MAX_ARGUMENTS = 10_000;
    private static final int MAX_TEXT = 200;
    private static final String DEFAULT_MACHINE = "s390-ccw-virtio";
    private static final Pattern PROGRAM = Pattern.compile("qemu-system-.*|qemu-kvm.*|kvm|qemu");

    private final Path proc;

    QemuProcesses(Path proc) {
        this.proc = proc;
    }

    /**
     * Lists them, lowest process id first. Reads a few small files for each process of the machine: quick, but not for
     * a UI thread.
     *
     * @return empty on systems without {@code /proc}
     */
    public static List<QemuProcess> list() {
        return new QemuProcesses(PROC).read();
    }

    List<QemuProcess> read() {
        List<QemuProcess> found = new ArrayList<>();
        UnixSocketTable sockets = UnixSocketTable.read(proc.resolve("net/unix"));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                process(folder, sockets).ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            return found;
        }
        found.sort(Comparator.comparingLong(QemuProcess::pid));
        return found;
    }

    private static Optional<QemuProcess> process(Path folder, UnixSocketTable sockets) {
        List<String> arguments = arguments(folder);
        String program = program(folder, arguments);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        QemuCommandLine line = QemuCommandLine.parse(arguments);
        if (!line.isS390(program)) {
            return Optional.empty();
        }
        QemuMonitorLocator locator = new QemuMonitorLocator(folder, sockets, line.daemonized());
        String machine = line.machine().isEmpty() ? DEFAULT_MACHINE : line.machine();
        try {
            return Optional.of(new QemuProcess(
                    Long.parseLong(String.valueOf(folder.getFileName())),
                    printable(line.name()),
                    printable(machine),
                    line.monitors().stream().map(locator::locate).toList()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The arguments; empty when the process is gone, a thread of the kernel, or hidden from us. */
    private static List<String> arguments(Path folder) {
        try (InputStream in = Files.newInputStream(folder.resolve("cmdline"))) {
            String text = new String(in.readNBytes(MAX_COMMAND_LINE_BYTES), StandardCharsets.UTF_8);
            String[] arguments = text.split("\0", MAX_ARGUMENTS);
            return List.of(arguments);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The name of the QEMU program that runs, by its file or by what it was called as; empty when it is no QEMU. */
    private static String program(Path folder, List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
            return "";
        }
        String called = fileName(arguments.get(0));
        if (PROGRAM.matcher(called).matches()) {
            return called;
        }
        try {
            String file = fileName(Files.readSymbolicLink(folder.resolve("exe")).toString());
            return PROGRAM.matcher(file).matches() ? file : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** The kernel adds "(deleted)" to the name of a program that was replaced while it runs. */
    private static String fileName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(" (deleted)") ? name.substring(0, name.length() - " (deleted)".length()) : name;
    }

    /** Command lines are anybody's text. */
    static String printable(String text) {
        String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 3) + "...";
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\u2028\u2029]", "?");
    }
}
