package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Feeds the readers of replies with whatever there is: each either reads it or refuses it with an
 * {@link IllegalArgumentException}. Run with JAZZER_FUZZ=1 it searches; otherwise it replays the stored inputs.
 */
class QueryFuzzTest {

    private static final String PATH = "/machine/peripheral/blk0/virtio-backend";

    private static final List<MonitorCommand<?>> COMMANDS = List.of(
            RunStatus.query(),
            MachineQueries.version(),
            MachineQueries.architecture(),
            MachineQueries.kvm(),
            MachineQueries.name(),
            MachineQueries.memoryBytes(),
            MachineQueries.cpus(),
            PciDevice.query(),
            QomQueries.list("/machine"),
            QomQueries.text("/machine", "type"),
            ZpciQueries.children(),
            ZpciQueries.fid("/z"),
            ZpciQueries.uid("/z"),
            ZpciQueries.interpreted("/z"),
            VirtioQueries.devices(),
            VirtioQueries.status(PATH),
            VirtioQueries.queue(PATH, 0),
            StatisticsQueries.machine());

    @FuzzTest
    void replies(byte[] input) {
        JsonElement reply;
        try {
            reply = JsonParser.parseString(new String(input, StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            return;
        }
        COMMANDS.forEach(command -> read(command, reply));
    }

    @FuzzTest
    void memoryTree(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            MemoryTree tree = MemoryTree.parse(text);
            assertThat(tree.spaces().keySet()).allMatch(uid -> uid >= 0 && uid <= 0xffff);
        } catch (IllegalArgumentException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    private static void read(MonitorCommand<?> command, JsonElement reply) {
        try {
            assertThat((Object) command.reply().apply(reply)).isNotNull();
        } catch (IllegalArgumentException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }
}
