package org.zpcidebug.hypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.Text;
import org.zpcidebug.hypervisor.QemuCommandLine.MonitorOption;
import org.zpcidebug.hypervisor.QemuProcess.Mode;
import org.zpcidebug.hypervisor.QemuProcess.MonitorSocket;

/** Finds where the monitors of one QEMU process are reached from here, and whether they can be. */
@SuppressWarnings("nls")
final class QemuMonitorLocator {

    private static final Pattern SOCKET_LINK = Pattern.compile("socket:\\[(\\d{1,18})]");

    private final Path process;
    private final UnixSocketTable sockets;
    private final boolean daemonized;

    /** @param process the process's folder in {@code /proc} */
    QemuMonitorLocator(Path process, UnixSocketTable sockets, boolean daemonized) {
        this.process = process;
        this.sockets = sockets;
        this.daemonized = daemonized;
    }

    /** What can be known without connecting. */
    MonitorSocket locate(MonitorOption monitor) {
        String text = QemuProcesses.printable(monitor.text());
        try {
            MonitorAddress address = address(monitor.chardev());
            String problem = monitor.mode() == Mode.READLINE ? text("human") : problem(monitor.chardev(), address);
            return new MonitorSocket(text, monitor.mode(), address, problem);
        } catch (UnusableException e) {
            String problem = monitor.mode() == Mode.READLINE ? text("human") : e.getMessage();
            return new MonitorSocket(text, monitor.mode(), null, problem);
        }
    }

    /** A monitor that has no address; the message says why. */
    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String key, Object... arguments) {
            super(text(key, arguments));
        }
    }

    private static String text(String key, Object... arguments) {
        return Text.of(QemuMonitorLocator.class, "finder." + key, arguments);
    }

    private MonitorAddress address(QemuChardev chardev) throws UnusableException {
        QemuOption option = chardev.option();
        if (!chardev.isSocket()) {
            throw new UnusableException("noSocket", QemuProcesses.printable(chardev.backend()));
        }
        if (option.isOn("abstract")) {
            throw new UnusableException("abstract");
        }
        Optional<String> path = option.get("path");
        if (path.isPresent()) {
            return new MonitorAddress.Unix(absolute(path.get()));
        }
        Optional<String> descriptor = option.get("fd");
        if (descriptor.isPresent()) {
            return new MonitorAddress.Unix(absolute(boundPath(descriptor.get())));
        }
        return tcp(option.get("host").orElse(""), option.get("port").orElse(""));
    }

    /** A listener on all addresses of the machine is reached on its own. */
    private static MonitorAddress tcp(String host, String port) throws UnusableException {
        String reached =
                switch (host) {
                    case "", "0.0.0.0", "*" -> "127.0.0.1";
                    case "::" -> "::1";
                    default -> host;
                };
        try {
            String bracketed = reached.indexOf(':') >= 0 ? "[" + reached + "]" : reached;
            return MonitorAddress.parse("tcp:" + bracketed + ":" + port);
        } catch (IllegalArgumentException e) {
            throw new UnusableException("noAddress");
        }
    }

    private Path absolute(String text) throws UnusableException {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
            if (daemonized) {
                throw new UnusableException("daemonized");
            }
            Path workingFolder = process.resolve("cwd");
            Path absolute = Files.readSymbolicLink(workingFolder).resolve(path).normalize();
            boolean tooLong = UnixSocketFile.length(absolute) > UnixSocketFile.LONGEST_PATH;
            return tooLong ? workingFolder.resolve(path) : absolute;
        } catch (IOException e) {
            throw new UnusableException("hiddenFolder");
        } catch (InvalidPathException e) {
            throw new UnusableException("noAddress");
        }
    }

    /** Libvirt opens the socket itself and hands QEMU the descriptor. */
    private String boundPath(String descriptor) throws UnusableException {
        if (!descriptor.matches("\\d{1,9}")) {
            throw new UnusableException("noAddress");
        }
        try {
            Path link = Files.readSymbolicLink(process.resolve("fd").resolve(descriptor));
            Matcher matcher = SOCKET_LINK.matcher(link.toString());
            Optional<String> path =
                    matcher.matches() ? sockets.listenerPath(Long.parseLong(matcher.group(1))) : Optional.empty();
            return path.orElseThrow(() -> new UnusableException("hiddenDescriptor"));
        } catch (IOException e) {
            throw new UnusableException("hiddenDescriptor");
        }
    }

    /** Why the monitor cannot be used; null when nothing speaks against it. */
    private String problem(QemuChardev chardev, MonitorAddress address) {
        QemuOption option = chardev.option();
        if (!option.isOn("server")) {
            return text("client");
        }
        if (option.isOn("telnet")
                || option.isOn("tn3270")
                || option.isOn("websocket")
                || option.get("tls-creds").isPresent()) {
            return text("wrapped");
        }
        if (address instanceof MonitorAddress.Unix unix) {
            Optional<MonitorException.Unreachable> unreachable = new UnixSocketFile(unix).check();
            return unreachable.map(Throwable::getMessage).orElseGet(() -> heldBy(unix.path()));
        }
        return null;
    }

    private String heldBy(Path socket) {
        return sockets.accepted(socket) > 0 ? text("held") : null;
    }
}
