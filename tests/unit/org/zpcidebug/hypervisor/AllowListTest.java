package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.failure;
import static org.zpcidebug.hypervisor.MonitorTesting.get;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.hypervisor.MonitorException.NotAllowed;
import org.zpcidebug.testing.FakeMonitor;

class AllowListTest {

    private static boolean allows(String name) {
        return AllowList.allows(MonitorCommand.of(name, reply -> reply));
    }

    private static boolean allowsLine(String line) {
        return AllowList.allows(MonitorCommand.hmp(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"query-status", "query-pci", "qom-get", "qom-list", "x-query-virtio", "query-stats"})
    void commandsThatLook(String name) {
        assertThat(allows(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "cont",
                "quit",
                "system_reset",
                "qom-set",
                "device_add",
                "device_del",
                "device-list-properties",
                "query-rx-filter",
                "query-cpus",
                "query-",
                "query-status ",
                "Query-Status",
                "memsave",
                "pmemsave",
                "trace-event-set-state",
                "migrate",
                "screendump",
                "inject-nmi",
                "",
                "human-monitor-command"
            })
    void commandsThatDoMore(String name) {
        assertThat(allows(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info mtree",
                "info mtree -f",
                "info qtree",
                "info ramblock",
                "gpa2hva 0x0",
                "gpa2hva 0xffffffffffffffff",
                "xp /8xg 0x8000",
                "xp /1b 0x0",
                "xp /65536xb 0x0",
                "xp /16384xw 0x1000"
            })
    void linesThatLook(String line) {
        assertThat(allowsLine(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "cont",
                "info",
                "info mtree -d",
                "info mtree; stop",
                "info mtree\nstop",
                "info mtree\n",
                "info mtree ",
                " info mtree",
                "info  mtree",
                "infomtree",
                "gpa2hva 0x0\nstop",
                "gpa2hva 0x0;stop",
                "gpa2hva $pc",
                "gpa2hva 0x0 ",
                "gpa2hva 0x10000000000000000",
                "gva2gpa 0x0",
                "xp /i 0x0",
                "xp /8i 0x0",
                "xp /8xg $r1",
                "xp /8xg 0x0+1",
                "xp /8xg 0x0\n",
                "xp /65537xb 0x0",
                "xp /8193xg 0x0",
                "xp /0xb 0x0",
                "xp /999999xg 0x0",
                "x /8xg 0x0",
                "o /b 0x0 1",
                "xp /8xg 0x0;cont",
                "info mtree -f\u0000",
                "info mtree -f\u2028cont",
                "info registers",
                "info registers -a",
                "logfile /tmp/x",
                "gdbserver",
                "INFO MTREE",
                "memsave 0 1 x",
                ""
            })
    void linesThatDoMore(String line) {
        assertThat(allowsLine(line)).isFalse();
    }

    @Test
    void argumentsOfHumanLines() {
        JsonObject arguments = MonitorCommand.hmp("info cpus").arguments();
        MonitorCommand<JsonElement> command = new MonitorCommand<>("human-monitor-command", arguments, reply -> reply);
        assertThat(AllowList.allows(command)).isTrue();
        arguments.addProperty("cpu-index", 1);
        assertThat(AllowList.allows(command)).isTrue();
        arguments.addProperty("cpu-index", "1");
        assertThat(AllowList.allows(command)).isFalse();
        arguments.remove("cpu-index");
        arguments.addProperty("other", 1);
        assertThat(AllowList.allows(command)).isFalse();
        arguments.remove("other");
        JsonArray lines = new JsonArray();
        lines.add("info cpus");
        arguments.add("command-line", lines);
        assertThat(AllowList.allows(command)).isFalse();
    }

    private static boolean allowsSave(Number address, Number size, String file) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("val", address);
        arguments.addProperty("size", size);
        arguments.addProperty("filename", file);
        return AllowList.allows(new MonitorCommand<>("pmemsave", arguments, reply -> reply));
    }

    @Test
    void memoryGoesToOurFilesOnly() {
        String folder = "/dev/shm/zpcidebug-memory-4711-1234567890";
        assertThat(allowsSave(0, 4096, folder + "/ram0")).isTrue();
        assertThat(allowsSave(1L << 40, 1 << 20, "/run/user/1000/zpcidebug-memory-1-2/ram3"))
                .isTrue();
        List.of(
                        "ram0",
                        "/dev/shm/ram0",
                        "/zpcidebug-memory-1-2/ram0",
                        folder + "/ram0\n",
                        folder + "/ram0/../../x",
                        folder + "/../ram0",
                        folder + "/disk0",
                        folder + "x/ram0",
                        "/dev/../shm/zpcidebug-memory-1-2/ram0",
                        "/dev/./shm/zpcidebug-memory-1-2/ram0",
                        "/dev//shm/zpcidebug-memory-1-2/ram0",
                        "/dev/fdset/zpcidebug-memory-1-2/ram0 ")
                .forEach(file -> assertThat(allowsSave(0, 8, file)).as(file).isFalse());
    }

    @Test
    void memoryIsSavedInPieces() {
        String file = "/dev/shm/zpcidebug-memory-1-2/ram0";
        assertThat(allowsSave(0, (1 << 20) + 1, file)).isFalse();
        assertThat(allowsSave(-1, 8, file)).isFalse();
        assertThat(allowsSave(0, -1, file)).isFalse();
        assertThat(allowsSave(0, 8.5, file)).isFalse();
        assertThat(allowsSave(0, new BigDecimal("1e999999999"), file)).isFalse();
    }

    @Test
    void nothingElseLeaves() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakeMonitor.GOOD);
                Monitor monitor = new InspectingMonitor(open(fake.address()))) {
            List<MonitorCommand<?>> refused = new ArrayList<>();
            refused.add(MonitorCommand.of("stop", reply -> reply));
            refused.add(MonitorCommand.of("qom-set", reply -> reply));
            refused.add(MonitorCommand.hmp("system_reset"));
            refused.add(MonitorCommand.hmp("info mtree\nstop"));
            for (MonitorCommand<?> command : refused) {
                assertThat(failure(monitor.execute(command), NotAllowed.class).hadNoEffect())
                        .isTrue();
                failure(monitor.execute(command, Duration.ofSeconds(1)), NotAllowed.class);
            }
            assertThat(get(monitor.execute(MonitorTesting.STATUS))).isEqualTo("query-status");
            assertThat(fake.received()).hasSize(2);
            assertThat(fake.received().get(1)).contains("query-status");
            assertThat(monitor.history()).noneMatch(entry -> entry.text().contains("stop"));
        }
    }

    private static MonitorCommand<String> queueStatus() {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("path", "/machine/peripheral/net0");
        arguments.addProperty("queue", 1);
        return new MonitorCommand<>("x-query-virtio-queue-status", arguments, JsonElement::getAsString);
    }

    private static FakeMonitor virtioDevice(boolean vhostStarted) throws Exception {
        return FakeMonitor.unix(peer -> {
            peer.negotiate();
            while (true) {
                JsonObject command = peer.command();
                boolean status = command.get("execute").equals(new JsonPrimitive("x-query-virtio-status"));
                peer.reply(command, status ? "{\"vhost-started\": " + vhostStarted + "}" : "\"queue\"");
            }
        });
    }

    @Test
    void queuesAreAskedForWhereQemuRunsThem() throws Exception {
        try (FakeMonitor fake = virtioDevice(false);
                Monitor monitor = new InspectingMonitor(open(fake.address()))) {
            assertThat(get(monitor.execute(queueStatus()))).isEqualTo("queue");
            assertThat(get(monitor.execute(queueStatus(), Duration.ofSeconds(20))))
                    .isEqualTo("queue");
            assertThat(fake.received().get(1)).contains("x-query-virtio-status\"", "/machine/peripheral/net0");
        }
    }

    @Test
    void queuesOfVhostAreLeftAlone() throws Exception {
        try (FakeMonitor fake = virtioDevice(true);
                Monitor monitor = new InspectingMonitor(open(fake.address()))) {
            assertThat(failure(monitor.execute(queueStatus()), NotAllowed.class))
                    .hasMessageContaining("vhost");
            assertThat(fake.received()).noneMatch(line -> line.contains("queue-status"));
        }
    }

    @Test
    void queuesOfUnknownDevicesFail() throws Exception {
        try (FakeMonitor fake = FakeMonitor.unix(FakeMonitor.GOOD);
                Monitor monitor = new InspectingMonitor(open(fake.address()))) {
            failure(monitor.execute(queueStatus()), MonitorException.BadReply.class);
            assertThat(fake.received()).noneMatch(line -> line.contains("queue-status"));
        }
    }
}
