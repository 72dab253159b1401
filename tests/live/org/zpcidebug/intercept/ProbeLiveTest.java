package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;
import org.zpcidebug.testing.LiveGuest;
import org.zpcidebug.testing.ProcessSignals;
import org.zpcidebug.testing.QemuGuest;

/** Probes real guests over and over, and looks whether they are as they were. */
class ProbeLiveTest {

    /** How often; the whole number with -Dprobes=2000. */
    private static final int PROBES = Integer.getInteger("probes", 60);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MORE = 11;
    private static final byte[] LOAD = {(byte) 0xb9, (byte) 0xd2, 0, 0x42};

    /** Everything of the guest that a probe touches. */
    private record State(List<GeneralRegisters> registers, List<String> lowcores, String page) {

        static State of(StubClient client, ProbePage page) {
            List<GeneralRegisters> registers = new ArrayList<>();
            List<String> lowcores = new ArrayList<>();
            for (StubThread cpu : client.threads()) {
                client.select(cpu);
                registers.add(client.registers());
                lowcores.add(lowcore(client));
            }
            return new State(registers, lowcores, hex(client.readAbsolute(page.address(), page.bytes().length)));
        }

        /** By the CPU's own addresses; a program's do not reach it. */
        private static String lowcore(StubClient client) {
            try {
                return hex(client.read(0, 0x200));
            } catch (StubException e) {
                return e.getMessage();
            }
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    /**
     * A guest that is stopped before each probe with a CPU that can be borrowed is exactly as before: registers of all
     * CPUs, lowcores, page. Where all wait the guest runs on for a moment, so that there is nothing to compare.
     */
    private static int probe(LiveGuest live, int probes) throws Exception {
        int compared = 0;
        try (ProbedGuest guest = new ProbedGuest(live);
                StubSession stub = guest.stub()) {
            StubClient client = stub.client();
            ProbePage page = guest.page();
            for (int i = 0; i < probes || compared == 0 && i < 50 * probes; i++) {
                State before = State.of(client, page);
                // Now and then as where QEMU's memory cannot be read.
                ProbePage way = i % 4 == 3 ? new ProbePage(page.page(), Optional.empty()) : page;
                try {
                    ProbeReading reading = Probe.run(client, way, false, List.of());
                    assertThat(reading.functions())
                            .allMatch(function -> function.controls().isKnown()
                                    && function.msix().isKnown());
                    assertThat(State.of(client, page)).isEqualTo(before);
                    compared++;
                } catch (ProbeException e) {
                    assertThat(e).hasMessageContaining("No CPU of the stopped guest can be borrowed");
                    assertThat(State.of(client, page)).isEqualTo(before);
                    assertThat(Probe.run(client, page, true, List.of()).functions())
                            .isNotEmpty();
                    assertThat(client.readAbsolute(page.address(), page.bytes().length))
                            .isEqualTo(page.bytes());
                }
                client.resume();
                client.awaitStop(Duration.ofMillis(2));
                client.suspend();
            }
        }
        return compared;
    }

    @ParameterizedTest
    @EnumSource
    void leavesLinuxAsItWas(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        LinuxReport before = guest.nextReport();
        int compared = probe(guest, PROBES);
        LinuxReport after = guest.nextReport();
        assertThat(after.functions()).hasSameSizeAs(before.functions());
        assertThat(compared).as("probes on a CPU that was found fit").isPositive();
        Eventually.passes(
                LIMIT, () -> assertThat(guest.nextReport().function(0x100).mappedPages())
                        .as("the disk is in use after %d probes", PROBES)
                        .isGreaterThan(after.function(0x100).mappedPages()));
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheDemoGuestAsItWas(LinuxPair pair) throws Exception {
        try (DemoGuest guest = DemoGuest.in(pair).options("rate=0").cpus(1).start()) {
            try (ProbedGuest begun = new ProbedGuest(guest)) {
                DemoGuestReport.awaitReady(begun.memory());
            }
            int compared = probe(guest, PROBES);
            assertThat(compared).isPositive();
            QemuGuest qemu = guest.qemu();
            assertThat(qemu.isAlive()).isTrue();
        }
    }

    /** What the program meets is told, and nothing stays behind. */
    @ParameterizedTest
    @EnumSource
    void aProgramThatFailsIsUndone(LinuxPair pair) throws Exception {
        LiveGuest live = DemoGuest.shared(pair);
        try (ProbedGuest guest = new ProbedGuest(live);
                StubSession stub = guest.stub()) {
            StubClient client = stub.client();
            FitCpu cpu = new ProbeCpu(client).find(true);
            ProbePage page = guest.page();
            State before = State.of(client, page);
            byte[] invalid = new byte[16]; // an operation exception
            assertThatThrownBy(() -> {
                        try (Injection injection = Injection.begin(client, cpu, page)) {
                            injection.run(invalid);
                        }
                    })
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("program interruption 0x1");
            assertThat(State.of(client, page)).isEqualTo(before);
            byte[] endless = ModifyProgram.image(0, 0);
            endless[ProbeProgram.START] = (byte) 0xa7;
            endless[ProbeProgram.START + 1] = (byte) 0xf4;
            endless[ProbeProgram.START + 2] = 0;
            endless[ProbeProgram.START + 3] = 0;
            assertThatThrownBy(() -> {
                        try (Injection injection = Injection.begin(client, cpu, page)) {
                            injection.run(endless);
                        }
                    })
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("did not come to its end");
            assertThat(State.of(client, page)).isEqualTo(before);
            byte[] halfway = SurveyProgram.image();
            System.arraycopy(new byte[4], 0, halfway, find(halfway, LOAD), 4);
            assertThatThrownBy(() -> {
                        try (Injection injection = Injection.begin(client, cpu, page)) {
                            injection.run(halfway);
                        }
                    })
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("program interruption 0x1");
            assertThat(State.of(client, page)).isEqualTo(before);
            ProbePage other = new ProbePage(page.address(), new byte[] {1, 2, 3, 4}, page.direct());
            assertThatThrownBy(() -> Injection.begin(client, cpu, other))
                    .hasMessageContaining("does not hold the code");
            assertThat(State.of(client, page)).isEqualTo(before);
        }
    }

    private static int find(byte[] image, byte[] instruction) {
        for (int at = 0; ; at += 2) {
            if (Arrays.equals(image, at, at + instruction.length, instruction, 0, instruction.length)) {
                return at;
            }
        }
    }

    /** More functions than one program has room for; and a guest that is reset in the middle keeps what it then has. */
    @ParameterizedTest
    @EnumSource
    void asksAboutManyFunctionsAndLeavesAResetGuestAlone(LinuxPair pair) throws Exception {
        List<String> more = new ArrayList<>();
        for (int i = 0; i < MORE; i++) {
            more.addAll(List.of("-device", "virtio-rng-pci,id=more" + i + ",iommu_platform=on,disable-legacy=on"));
        }
        try (DemoGuest live = DemoGuest.in(pair)
                        .options("rate=1000")
                        .qemu(more.toArray(String[]::new))
                        .start();
                ProbedGuest guest = new ProbedGuest(live)) {
            DemoGuestReport.awaitReady(guest.memory());
            ProbePage page = guest.page();
            try (StubSession stub = guest.stub()) {
                StubClient client = stub.client();
                ProbeReading reading = Probe.run(client, page, true, List.of());
                assertThat(reading.functions()).hasSize(3 + MORE).allSatisfy(function -> {
                    assertThat(function.query().value().fid()).isEqualTo(function.fid());
                    assertThat(function.group().value().interrupts()).isEqualTo(128);
                    assertThat(function.config().value().u16(0)).isEqualTo(0x1af4);
                    assertThat(function.msix().isKnown()).isTrue();
                });
                Injection injection = Injection.begin(client, new ProbeCpu(client).find(true), page);
                injection.start(new byte[] {(byte) 0xa7, (byte) 0xf4, 0, 0});
                guest.monitor()
                        .execute(MonitorCommand.of("system_reset", reply -> reply))
                        .get(20, TimeUnit.SECONDS);
                assertThatThrownBy(injection::finish).hasMessageContaining("was reset during the probe");
                injection.close();
            }
            assertThat(guest.page().bytes()).isEqualTo(page.bytes());
            DemoGuestReport.awaitReady(guest.memory());
        }
    }

    /** Neither a CPU that waits nor one that runs a program can be borrowed, and a stopped guest is not let run for that. */
    @ParameterizedTest
    @EnumSource
    void aStoppedGuestWithoutAFitCpuIsRefusedAndLeftAsItIs(LinuxPair pair) throws Exception {
        try (DemoGuest live = DemoGuest.in(pair)
                        .devices(Set.of(DemoGuest.Device.RNG))
                        .memory(16)
                        .options("rate=2")
                        .start();
                ProbedGuest guest = new ProbedGuest(live)) {
            ProbePage page = guest.page();
            try (StubSession stub = guest.stub()) {
                StubClient client = stub.client();
                Eventually.passes(LIMIT, () -> {
                    if (!client.registers().psw().waits()) {
                        client.resume();
                        client.awaitStop(Duration.ofMillis(20));
                        client.suspend();
                    }
                    assertRefused(client, page, "of 1, 1 wait and 0 run programs");
                });
                client.select(new ProbeCpu(client).find(true).thread());
                GeneralRegisters supervisor = client.registers();
                client.setRegisters(inProblemState(supervisor));
                assertRefused(client, page, "of 1, 0 wait and 1 run programs");
                client.setRegisters(supervisor);
            }
        }
    }

    private static void assertRefused(StubClient client, ProbePage page, String reason) {
        State before = State.of(client, page);
        assertThatThrownBy(() -> Probe.run(client, page, false, List.of()))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining(reason);
        assertThat(State.of(client, page)).isEqualTo(before);
    }

    private static GeneralRegisters inProblemState(GeneralRegisters registers) {
        ByteBuffer bytes = ByteBuffer.wrap(registers.bytes());
        bytes.putLong(0, bytes.getLong(0) | 1L << 48);
        long[] values = new long[GeneralRegisters.DOUBLEWORDS];
        bytes.asLongBuffer().get(values);
        return new GeneralRegisters(values);
    }

    /** What a killed probe borrowed is given back by the guardian, and the guest runs on. */
    @ParameterizedTest
    @EnumSource
    void aKilledProbeIsUndone(LinuxPair pair) throws Exception {
        try (DebuggedGuest debugged =
                new DebuggedGuest(DemoGuest.in(pair).options("publish=50").start())) {
            DemoGuestReport.awaitReady(debugged.storage());
            debugged.disconnect();
            byte[] before = page(debugged.guest());
            long guardian = kill(debugged.guest());
            Eventually.passes(
                    LIMIT, () -> assertThat(ProcessSignals.hasEnded(guardian)).isTrue());
            assertThat(page(debugged.guest())).isEqualTo(before);
            debugged.connect();
            debugged.awaitRunningFreely();
            assertThat(debugged.hasGdbServer()).isFalse();
        }
    }

    private static byte[] page(LiveGuest live) throws Exception {
        try (ProbedGuest guest = new ProbedGuest(live)) {
            return guest.page().bytes();
        }
    }

    private static long kill(LiveGuest live) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProbe.class.getName(),
                        live.monitorPath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))) {
            return Long.parseLong(out.readLine());
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }
}
