package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.HASTY;
import static org.zpcidebug.hypervisor.MonitorTesting.failure;
import static org.zpcidebug.hypervisor.MonitorTesting.failureAfter;
import static org.zpcidebug.hypervisor.MonitorTesting.get;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.MonitorException.Busy;
import org.zpcidebug.hypervisor.MonitorException.Failed;
import org.zpcidebug.hypervisor.MonitorException.Lost;
import org.zpcidebug.hypervisor.MonitorException.NotAMonitor;
import org.zpcidebug.hypervisor.MonitorException.OutcomeUnknown;
import org.zpcidebug.hypervisor.MonitorException.Unreachable;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.ProcessSignals;
import org.zpcidebug.testing.QemuGuest;

/** The monitor client with real QEMUs. */
class QmpMonitorLiveTest {

    private static final MonitorCommand<Boolean> RUNNING = MonitorCommand.of(
            "query-status", reply -> reply.getAsJsonObject().get("running").getAsBoolean());

    /** A machine whose guest never runs. */
    private static QemuGuest machine(LinuxPair pair, String... arguments) {
        return DemoGuest.in(pair)
                .devices(Set.of())
                .qemu("-S")
                .qemu(arguments)
                .start()
                .qemu();
    }

    private static MonitorAddress address(QemuGuest qemu) {
        return new MonitorAddress.Unix(qemu.monitorPath());
    }

    private static void signal(QemuGuest qemu, String name) throws Exception {
        ProcessSignals.send(name, qemu.pid());
    }

    /** The port that QEMU has chosen for its other monitor. */
    private static int port(QemuGuest qemu) throws Exception {
        try (Monitor monitor = open(address(qemu))) {
            String devices = get(monitor.execute(MonitorCommand.of("query-chardev", JsonElement::toString)));
            return Integer.parseInt(devices.replaceFirst(".*tcp:127\\.0\\.0\\.1:([0-9]+),.*", "$1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void commandsErrorsAndEvents(LinuxPair pair) throws Exception {
        try (QemuGuest qemu = machine(pair);
                Monitor monitor = open(address(qemu));
                EventQueue events = monitor.events(10)) {
            assertThat(monitor.version().isAtLeast(7, 2, 0)).isTrue();
            assertThat(get(monitor.execute(RUNNING))).isFalse();
            assertThat(get(monitor.execute(MonitorCommand.hmp("info version"))))
                    .startsWith(monitor.version().number());
            JsonObject nowhere = new JsonObject();
            nowhere.addProperty("path", "/nowhere");
            Failed failed =
                    failure(monitor.execute(new MonitorCommand<>("qom-list", nowhere, reply -> reply)), Failed.class);
            assertThat(failed.errorClass()).isEqualTo("DeviceNotFound");
            assertThat(failure(monitor.execute(MonitorCommand.of("no-such", reply -> reply)), Failed.class))
                    .hasMessageContaining("does not know no-such");
            get(monitor.execute(MonitorCommand.of("cont", reply -> reply)));
            assertThat(events.poll(Duration.ofSeconds(20)).orElseThrow().name()).isEqualTo("RESUME");
            assertThat(get(monitor.execute(RUNNING))).isTrue();
        }
    }

    /** QEMU writes these in many pieces. */
    @ParameterizedTest
    @EnumSource
    void bigReplies(LinuxPair pair) throws Exception {
        try (QemuGuest qemu = machine(pair);
                Monitor monitor = open(address(qemu))) {
            MonitorCommand<Integer> schema = MonitorCommand.of(
                    "query-qmp-schema", reply -> reply.toString().length());
            JsonObject type = new JsonObject();
            type.addProperty("typename", "virtio-net-pci");
            MonitorCommand<Integer> properties = new MonitorCommand<>(
                    "qom-list-properties", type, reply -> reply.getAsJsonArray().size());
            List<CompletableFuture<Integer>> replies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                replies.add(monitor.execute(schema, Duration.ofSeconds(60)));
                replies.add(monitor.execute(properties, Duration.ofSeconds(60)));
            }
            for (int i = 0; i < 12; i += 2) {
                assertThat(get(replies.get(i))).isGreaterThan(150_000).isEqualTo(get(replies.get(0)));
                assertThat(get(replies.get(i + 1))).isGreaterThan(20);
            }
            assertThat(((QmpMonitor) monitor).droppedMessages()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void secondClientIsToldThatAnotherHoldsTheMonitor(LinuxPair pair) throws Exception {
        try (QemuGuest qemu = machine(pair)) {
            try (Monitor first = open(address(qemu))) {
                Busy busy = failureAfter(
                        MonitorOptions.DEFAULT.greeting(), () -> QmpMonitor.open(address(qemu)), Busy.class);
                assertThat(busy.reason()).isEqualTo(Busy.Reason.HELD_BY_ANOTHER);
                assertThat(get(first.execute(RUNNING))).isFalse();
            }
            try (Monitor next = open(address(qemu))) {
                assertThat(get(next.execute(RUNNING))).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void stoppedQemuAnswersWhenItContinues(LinuxPair pair) throws Exception {
        try (QemuGuest qemu = machine(pair);
                Monitor monitor = open(address(qemu))) {
            signal(qemu, "STOP");
            Duration deadline = Duration.ofMillis(1500);
            CompletableFuture<Boolean> patient = monitor.execute(RUNNING, Duration.ofSeconds(60));
            failureAfter(deadline, () -> monitor.execute(RUNNING, deadline), OutcomeUnknown.class);
            signal(qemu, "CONT");
            assertThat(get(patient)).isFalse();
            assertThat(get(monitor.execute(RUNNING))).isFalse();
            assertThat(((QmpMonitor) monitor).droppedMessages()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stoppedQemuDoesNotGreet(LinuxPair pair) throws Exception {
        try (QemuGuest qemu = machine(pair)) {
            signal(qemu, "STOP");
            Busy busy = failureAfter(HASTY.greeting(), () -> QmpMonitor.open(address(qemu), HASTY), Busy.class);
            assertThat(busy.reason()).isEqualTo(Busy.Reason.NOT_ACCEPTING);
            signal(qemu, "CONT");
            MonitorTesting.eventually(() -> {
                try (Monitor monitor = open(address(qemu))) {
                    assertThat(get(monitor.execute(RUNNING))).isFalse();
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedQemuIsLost(LinuxPair pair) throws Exception {
        try (QemuGuest qemu = machine(pair);
                Monitor monitor = open(address(qemu))) {
            signal(qemu, "STOP");
            CompletableFuture<Boolean> pending = monitor.execute(RUNNING);
            signal(qemu, "KILL");
            Lost lost = failure(pending, Lost.class);
            assertThat(failure(monitor.closed(), Lost.class)).isSameAs(lost);
            assertThat(failure(monitor.execute(RUNNING), Lost.class)).isSameAs(lost);
            // What is killed closes its connections one after the other: the listening one may still take somebody in.
            Unreachable gone = Eventually.returns(
                    Duration.ofSeconds(20), () -> failure(QmpMonitor.open(address(qemu)), Unreachable.class));
            assertThat(gone.reason()).isEqualTo(Unreachable.Reason.REFUSED);
        }
    }

    @Test
    void quitIsAnsweredThenTheMonitorIsLost() throws Exception {
        try (QemuGuest qemu = machine(LinuxPair.BOOKWORM);
                Monitor monitor = open(address(qemu));
                EventQueue events = monitor.events(10)) {
            get(monitor.execute(MonitorCommand.of("quit", reply -> reply)));
            failure(monitor.closed(), Lost.class);
            assertThat(events.drain()).extracting(MonitorEvent::name).contains("SHUTDOWN");
            assertThat(events.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void monitorOnTcp(LinuxPair pair) throws Exception {
        try (QemuGuest qemu = machine(pair, "-qmp", "tcp:127.0.0.1:0,server=on,wait=off")) {
            int port = port(qemu);
            try (Monitor monitor = open(new MonitorAddress.Tcp("127.0.0.1", port))) {
                assertThat(get(monitor.execute(RUNNING))).isFalse();
                Busy busy = failureAfter(
                        HASTY.greeting(),
                        () -> QmpMonitor.open(new MonitorAddress.Tcp("127.0.0.1", port), HASTY),
                        Busy.class);
                assertThat(busy.reason()).isEqualTo(Busy.Reason.UNKNOWN);
            }
            try (Monitor monitor = open(new MonitorAddress.Tcp("localhost", port))) {
                assertThat(get(monitor.execute(RUNNING))).isFalse();
            }
        }
    }

    @Test
    void prettyMonitor() throws Exception {
        try (QemuGuest qemu = machine(LinuxPair.BOOKWORM, "-qmp-pretty", "unix:pretty,server=on,wait=off");
                Monitor monitor = open(new MonitorAddress.Unix(qemu.directory().resolve("pretty")))) {
            assertThat(get(monitor.execute(RUNNING))).isFalse();
            assertThat(get(monitor.execute(MonitorCommand.of("query-qmp-schema", JsonElement::getAsJsonArray))))
                    .hasSizeGreaterThan(500);
            assertThat(monitor.history().get(0).text()).contains("\n");
        }
    }

    @Test
    void humanMonitor() throws Exception {
        try (QemuGuest qemu = machine(LinuxPair.BOOKWORM, "-monitor", "unix:human,server=on,wait=off")) {
            MonitorAddress human = new MonitorAddress.Unix(qemu.directory().resolve("human"));
            assertThat(failure(QmpMonitor.open(human), NotAMonitor.class)).hasMessageContaining("mode=control");
        }
    }
}
