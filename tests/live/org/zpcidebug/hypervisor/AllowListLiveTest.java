package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.get;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.LinuxPair;

/** Sends everything that inspecting may send to a running guest: it goes on running and QEMU announces nothing. */
class AllowListLiveTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static MonitorCommand<JsonElement> command(String name) {
        JsonObject arguments = new JsonObject();
        switch (name) {
            case "qom-list" -> arguments.addProperty("path", "/machine");
            case "qom-get" -> {
                arguments.addProperty("path", "/machine");
                arguments.addProperty("property", "type");
            }
            case "query-stats" -> arguments.addProperty("target", "vm");
            case "x-query-virtio-status" -> arguments.addProperty("path", "/machine/peripheral/rng0/virtio-backend");
            case "x-query-virtio-queue-status" -> {
                arguments.addProperty("path", "/machine/peripheral/rng0/virtio-backend");
                arguments.addProperty("queue", 0);
            }
            default -> {}
        }
        return new MonitorCommand<>(name, arguments, reply -> reply);
    }

    private static List<MonitorCommand<?>> everything() {
        List<MonitorCommand<?>> commands = new ArrayList<>();
        AllowList.COMMANDS.forEach(name -> commands.add(command(name)));
        AllowList.HUMAN_LINES.forEach(line -> commands.add(MonitorCommand.hmp(line)));
        commands.add(MonitorCommand.hmp("gpa2hva 0x0"));
        commands.add(MonitorCommand.hmp("xp /8xg 0x0"));
        return commands;
    }

    @ParameterizedTest
    @EnumSource
    void nothingDisturbsTheGuest(LinuxPair pair) throws Exception {
        MonitorCommand<String> status = MonitorCommand.of(
                "query-status", reply -> reply.getAsJsonObject().get("status").getAsString());
        List<String> unknown = new ArrayList<>();
        try (DemoGuest guest = DemoGuest.in(pair).start();
                Monitor monitor = new InspectingMonitor(open(new MonitorAddress.Unix(guest.monitorPath())));
                EventQueue events = monitor.events(1000)) {
            assertThat(get(monitor.execute(status))).isEqualTo("running");
            for (MonitorCommand<?> command : everything()) {
                assertThat(AllowList.allows(command)).isTrue();
                monitor.execute(command, DEADLINE)
                        .handle((reply, failure) -> {
                            if (failure != null) {
                                unknown.add(command.name() + ": " + failure.getMessage());
                            }
                            return reply;
                        })
                        .get();
            }
            assertThat(get(monitor.execute(status))).isEqualTo("running");
            assertThat(events.drain()).isEmpty();
        }
        // Negotiation has been done, and the guest has no balloon; the others came with later versions of QEMU.
        assertThat(unknown)
                .allMatch(failure -> failure.matches("(qmp_capabilities|query-accelerators|query-commands): .*"
                        + "|query-balloon: .*No balloon device.*"));
    }
}
