package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.QemuGuest;

/**
 * Opens a monitor without the permission to. Root may open everything, so the client runs in a process of its own that
 * has given up that right.
 */
class MonitorPermissionLiveTest {

    private static final String RIGHTS = "-dac_override,-dac_read_search";

    @TempDir
    Path folder;

    @Test
    void permissionDenied() throws Exception {
        try (QemuGuest qemu = DemoGuest.in(LinuxPair.BOOKWORM)
                .devices(Set.of())
                .qemu("-S")
                .start()
                .qemu()) {
            Path directory = qemu.directory();
            Path socket = qemu.monitorPath();
            try {
                assertThat(directory.toFile().setExecutable(false, false)).isTrue();
                assertThat(open(socket)).startsWith("PERMISSION_DENIED").contains("denied by " + directory + " ");
            } finally {
                assertThat(directory.toFile().setExecutable(true)).isTrue();
            }
            assertThat(socket.toFile().setWritable(false, false)).isTrue();
            assertThat(open(socket)).startsWith("PERMISSION_DENIED").contains("denied by " + socket + " ");
            assertThat(socket.toFile().setWritable(true)).isTrue();
            assertThat(open(socket)).startsWith("opened");
        }
    }

    private String open(Path socket) throws Exception {
        Path result = folder.resolve("result");
        List<String> words = new ArrayList<>();
        if (Files.getAttribute(folder, "unix:uid").equals(0)) {
            words.addAll(List.of("setpriv", "--bounding-set=" + RIGHTS, "--inh-caps=" + RIGHTS));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-cp");
        words.add(String.join(":", home(QmpMonitor.class), home(Client.class), home(JsonElement.class)));
        words.addAll(List.of(Client.class.getName(), socket.toString(), result.toString()));
        Process process = new ProcessBuilder(words).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(result);
    }

    private static String home(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** What the other process runs: tries to open a socket and writes into a file how that went. */
    static final class Client {

        private Client() {}

        public static void main(String[] arguments) throws IOException, InterruptedException, TimeoutException {
            Files.writeString(Path.of(arguments[1]), outcome(new MonitorAddress.Unix(Path.of(arguments[0]))));
        }

        private static String outcome(MonitorAddress address) throws InterruptedException, TimeoutException {
            try (Monitor monitor = QmpMonitor.open(address).get(30, TimeUnit.SECONDS)) {
                return "opened " + monitor.address();
            } catch (ExecutionException e) {
                return e.getCause() instanceof MonitorException.Unreachable unreachable
                        ? unreachable.reason() + " " + unreachable.getMessage()
                        : e.toString();
            }
        }
    }
}
