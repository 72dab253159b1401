package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RegisterDumpTest {

    private static final Path FILE = Path.of("/dev/shm/zpcidebug-registers-12-345/dump");

    /** An ELF file with one segment of notes: status and control registers of that many CPUs. */
    static byte[] dump(int cpus) {
        ByteBuffer bytes = ByteBuffer.allocate(0x1000);
        bytes.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 2, 1});
        bytes.putLong(0x20, 0x40).putShort(0x38, (short) 1);
        bytes.putInt(0x40, 4).putLong(0x48, 0x100);
        bytes.position(0x100);
        for (int cpu = 0; cpu < cpus; cpu++) {
            note(bytes, "CORE", 1, 336, 112, 0x0200_0000_0000_0000L + cpu);
            note(bytes, "LINUX", 0x305, 4, -1, 0);
            note(bytes, "LINUX", 0x304, 128, 48, 0x2000_0000L);
        }
        bytes.putLong(0x60, bytes.position() - 0x100);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void note(ByteBuffer bytes, String name, int type, int length, int at, long value) {
        bytes.putInt(name.length() + 1).putInt(length).putInt(type);
        bytes.put(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), (name.length() + 4) / 4 * 4));
        if (at >= 0) {
            bytes.putLong(bytes.position() + at, value);
        }
        bytes.position(bytes.position() + length);
    }

    @Test
    void readsAllCpus() {
        assertThat(RegisterDump.parse(dump(2)))
                .containsExactly(
                        new CpuRegisters(0, 0x0200_0000_0000_0000L, 0x2000_0000L),
                        new CpuRegisters(1, 0x0200_0000_0000_0001L, 0x2000_0000L));
    }

    @Test
    void leavesOutWhatIsCutOff() {
        byte[] whole = dump(1);
        assertThat(RegisterDump.parse(Arrays.copyOf(whole, whole.length - 1))).isEmpty();
        assertThat(RegisterDump.parse(new byte[0])).isEmpty();
        assertThat(RegisterDump.parse(new byte[200])).isEmpty();
    }

    @Test
    void onlyDebuggingMaySendIt() {
        MonitorCommand<?> command = RegisterDump.command(FILE);
        assertThat(DebuggingMonitor.allows(command)).isTrue();
        assertThat(AllowList.allows(command)).isFalse();
        assertThat(TracingMonitor.allows(command)).isFalse();
    }

    @Test
    void neverElsewhereAndNeverMore() {
        assertThat(DebuggingMonitor.allows(RegisterDump.command(Path.of("/tmp/dump"))))
                .isFalse();
        assertThat(DebuggingMonitor.allows(RegisterDump.command(Path.of("/a/../zpcidebug-registers-1-2/dump"))))
                .isFalse();
        assertThat(allows(arguments -> arguments.addProperty("length", 8192))).isFalse();
        assertThat(allows(arguments -> arguments.addProperty("paging", true))).isFalse();
        assertThat(allows(arguments -> arguments.addProperty("detach", true))).isFalse();
        assertThat(allows(arguments -> arguments.remove("length"))).isFalse();
        assertThat(allows(arguments -> arguments.addProperty("protocol", "fd:x")))
                .isFalse();
    }

    private static boolean allows(Consumer<JsonObject> change) {
        MonitorCommand<?> command = RegisterDump.command(FILE);
        change.accept(command.arguments());
        return DebuggingMonitor.allows(command);
    }
}
