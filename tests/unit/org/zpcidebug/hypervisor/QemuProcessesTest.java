package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.hypervisor.QemuProcess.Mode;
import org.zpcidebug.hypervisor.QemuProcess.MonitorSocket;
import org.zpcidebug.testing.FakeMonitor;

/** The finder on a /proc of our own making; the real one is read in the live tests. */
class QemuProcessesTest {

    private static final String SERVER = ",server=on,wait=off";

    @TempDir
    Path proc;

    private FakeMonitor fake;
    private Path socket;

    @BeforeEach
    void listen() throws Exception {
        fake = FakeMonitor.unix(FakeMonitor.GOOD);
        socket = ((MonitorAddress.Unix) fake.address()).path();
        Files.createDirectory(proc.resolve("net"));
        Files.writeString(proc.resolve("net/unix"), "heading\n");
    }

    @AfterEach
    void stop() throws Exception {
        fake.close();
    }

    private Path process(int pid, String... arguments) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.write(folder.resolve("cmdline"), (String.join("\0", arguments) + "\0").getBytes(StandardCharsets.UTF_8));
        return folder;
    }

    private List<QemuProcess> list() {
        return new QemuProcesses(proc).read();
    }

    private MonitorSocket onlyMonitor() {
        List<QemuProcess> processes = list();
        assertThat(processes).hasSize(1);
        assertThat(processes.get(0).monitors()).hasSize(1);
        MonitorSocket monitor = processes.get(0).monitors().get(0);
        assertThat(monitor.problem() == null || !monitor.problem().startsWith("!"))
                .isTrue();
        return monitor;
    }

    private void assertUsable(MonitorAddress address) {
        assertThat(onlyMonitor().problem()).isNull();
        assertThat(onlyMonitor().isUsable()).isTrue();
        assertThat(onlyMonitor().address()).isEqualTo(address);
    }

    private void assertProblem(String says) {
        assertThat(onlyMonitor().problem()).contains(says);
        assertThat(onlyMonitor().isUsable()).isFalse();
    }

    @Test
    void findsS390GuestsAmongProcesses() throws Exception {
        process(20, "/usr/bin/qemu-system-s390x", "-name", "two\u0007\u202e", "-qmp", "unix:" + socket + SERVER);
        process(3, "/usr/libexec/qemu-kvm", "-machine", "s390-ccw-virtio-rhel9.4.0,accel=kvm");
        process(4, "/usr/bin/qemu-system-x86_64", "-M", "q35");
        process(5, "bash", "-c", "qemu-system-s390x -qmp stdio");
        process(6, "");
        Files.createDirectory(proc.resolve("7"));
        Files.createDirectory(proc.resolve("8x"));
        Files.createDirectory(proc.resolve("self"));
        Path renamed = process(9, "my-guest", "-M", "s390-ccw-virtio");
        Files.createSymbolicLink(renamed.resolve("exe"), Path.of("/opt/qemu/qemu-system-s390x (deleted)"));
        process(10, "my-guest", "-M", "s390-ccw-virtio");

        assertThat(list()).extracting(QemuProcess::pid).containsExactly(3L, 9L, 20L);
        assertThat(list()).extracting(QemuProcess::name).containsExactly("", "", "two??");
        assertThat(list())
                .extracting(QemuProcess::machine)
                .containsExactly("s390-ccw-virtio-rhel9.4.0", "s390-ccw-virtio", "s390-ccw-virtio");
    }

    @Test
    void usableMonitor() throws Exception {
        process(1, "qemu-system-s390x", "-qmp", "unix:" + socket + SERVER);
        assertUsable(fake.address());
        assertThat(onlyMonitor().mode()).isEqualTo(Mode.CONTROL);
        assertThat(onlyMonitor().option()).isEqualTo("-qmp unix:" + socket + SERVER);
        MonitorTesting.assertWorks(onlyMonitor().address());
    }

    @Test
    void relativePath() throws Exception {
        Path folder = process(1, "qemu-system-s390x", "-qmp", "unix:./m.sock" + SERVER);
        assertProblem("relative");
        Files.createSymbolicLink(folder.resolve("cwd"), socket.getParent());
        assertUsable(fake.address());
    }

    @Test
    void relativePathInADeepFolder() throws Exception {
        Path deep = Files.createDirectories(socket.getParent().resolve("x".repeat(120)));
        Path folder = process(1, "qemu-system-s390x", "-qmp", "unix:m.sock" + SERVER);
        Files.createSymbolicLink(folder.resolve("cwd"), deep);
        assertThat(onlyMonitor().address()).isEqualTo(new MonitorAddress.Unix(folder.resolve("cwd/m.sock")));
        Files.delete(deep);
    }

    @Test
    void relativePathOfADaemon() throws Exception {
        process(1, "qemu-system-s390x", "-daemonize", "-qmp", "unix:m.sock" + SERVER);
        assertProblem("-daemonize");
    }

    @Test
    void socketByDescriptor() throws Exception {
        Path folder = process(
                1,
                "qemu-kvm",
                "-M",
                "s390-ccw-virtio",
                "-chardev",
                "socket,id=c,fd=36" + SERVER,
                "-mon",
                "chardev=c,id=monitor,mode=control");
        assertProblem("libvirt");
        Files.createDirectory(folder.resolve("fd"));
        Files.createSymbolicLink(folder.resolve("fd/36"), Path.of("socket:[4711]"));
        assertProblem("libvirt");
        Files.writeString(
                proc.resolve("net/unix"), "heading\n0: 00000002 00000000 00010000 0001 01 4711 " + socket + "\n");
        assertUsable(fake.address());
        Files.writeString(
                proc.resolve("net/unix"),
                "heading\n0: 00000002 00000000 00010000 0001 01 4711 " + socket
                        + "\n0: 00000003 00000000 00000000 0001 03 4712 " + socket + "\n");
        assertProblem("Another client");
        assertThat(onlyMonitor().address()).isEqualTo(fake.address());
    }

    @Test
    void tcpMonitors() throws Exception {
        process(1, "qemu-system-s390x", "-qmp", "tcp::4444" + SERVER);
        assertUsable(new MonitorAddress.Tcp("127.0.0.1", 4444));
        process(2, "qemu-system-s390x", "-qmp", "tcp:[::]:4444" + SERVER, "-qmp", "tcp:host:service" + SERVER);
        List<MonitorSocket> monitors = list().get(1).monitors();
        assertThat(monitors.get(0).address()).isEqualTo(new MonitorAddress.Tcp("::1", 4444));
        assertThat(monitors.get(1).address()).isNull();
        assertThat(monitors.get(1).problem()).contains("by hand");
    }

    @Test
    void monitorsThatCannotBeUsed() throws Exception {
        String[][] cases = {
            {"-monitor", "unix:" + socket + SERVER, "HMP"},
            {"-monitor", "stdio", "HMP"},
            {"-qmp", "stdio", "not a socket (stdio)"},
            {"-qmp", "unix:" + socket, "does not listen"},
            {"-qmp", "unix:" + socket + ".gone" + SERVER, "does not exist"},
            {"-qmp", "unix:name,abstract=on" + SERVER, "abstract"},
            {"-qmp", "unix:" + socket.getParent() + SERVER, "not a socket"},
            {"-qmp", "unix:/" + "x".repeat(200) + SERVER, "too long"},
            {"-qmp", "tcp:localhost:4444,telnet=on" + SERVER, "telnet"},
            {"-mon", "chardev=missing,mode=control", "not a socket ()"},
            {"-qmp", "unix:a\0b" + SERVER, "does not listen"},
        };
        for (String[] wrong : cases) {
            Path folder = process(1, "qemu-system-s390x", wrong[0], wrong[1]);
            Files.createSymbolicLink(folder.resolve("cwd"), socket.getParent());
            assertProblem(wrong[2]);
            Files.delete(folder.resolve("cwd"));
            Files.delete(folder.resolve("cmdline"));
            Files.delete(folder);
        }
    }

    @Test
    void hostileCommandLinesAreBounded() throws Exception {
        process(1, "qemu-system-s390x", "-name", "x".repeat(3_000_000), "-qmp", "unix:" + socket + SERVER);
        assertThat(list().get(0).name()).hasSize(200).endsWith("...");
        assertThat(list().get(0).monitors()).isEmpty();
    }

    @Test
    void noProc() {
        assertThat(new QemuProcesses(proc.resolve("missing")).read()).isEmpty();
    }
}
