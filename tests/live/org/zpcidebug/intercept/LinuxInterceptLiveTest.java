package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.intercept.InterceptedGuest.LIMIT;
import static org.zpcidebug.intercept.InterceptedGuest.get;
import static org.zpcidebug.intercept.InterceptedGuest.stop;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.intercept.GuestFrame.Kind;
import org.zpcidebug.intercept.StoppedGuest.Reason;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;

/** Intercepts of a Linux guest that does IO. */
class LinuxInterceptLiveTest {

    /** How often it is attached to and left; the whole number with -Dcycles=200, as on the demo guest. */
    private static final int CYCLES = Integer.getInteger("cycles", 20);

    @ParameterizedTest
    @EnumSource
    void debugsLinuxUnderLoad(LinuxPair pair) {
        LinuxGuest linux = LinuxGuest.shared(pair);
        DebuggedGuest debugged = new DebuggedGuest(linux);
        try (InterceptedGuest guest = new InterceptedGuest(debugged)) {
            refreshes(guest);
            interrupts(guest);
            logs(guest);
            unplugs(guest);
            comesAndGoes(guest);
            get(guest.session().leave());
            assertThat(debugged.isRunning()).isTrue();
            assertThat(debugged.hasGdbServer()).isFalse();
            assertThat(linux.qemu().isAlive()).isTrue();
            assertThat(linux.nextReport()).isNotNull();
        } finally {
            debugged.disconnect();
        }
    }

    private static void refreshes(InterceptedGuest guest) {
        guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.RPCIT)));
        StoppedGuest stopped = guest.awaitStopAfter(0);
        InterceptRecord record = stopped.stopped().record().orElseThrow();
        assertThat(record.fid().orElseThrow()).isBetween(0x100L, 0x600L);
        assertThat(record.operands()).containsKeys("iova", "bytes");
        List<GuestFrame> frames = stopped.stopped().frames();
        assertThat(frames.get(0).function()).isEqualTo("zpci_refresh_trans");
        assertThat(frames).hasSizeGreaterThan(4);
        assertThat(frames.toString()).containsPattern("(dma|iommu)\\w*\\+0x");
        StoppedGuest after = get(guest.session().stepOver(stopped.cpu()));
        assertThat(after.stopped().record().orElseThrow().outcome().condition()).hasValue(0);
        // Nothing else may stop it on its way.
        guest.set();
        StoppedGuest into = get(guest.session().stepInto(stopped.cpu()));
        assertThat(into.reason()).isEqualTo(Reason.STEP);
        StoppedGuest caller = get(guest.session().stepReturn(stopped.cpu()));
        assertThat(caller.stopped().registers().address())
                .isEqualTo(frames.get(1).address());
        assertThat(caller.stopped().frames().get(0).function())
                .isEqualTo(frames.get(1).function());
        assertThat(caller.stopped().frames().get(1).address())
                .isEqualTo(frames.get(2).address());
    }

    /** The interrupt handler re-arms with SIC: below it is what it interrupted. */
    private static void interrupts(InterceptedGuest guest) {
        guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.SIC).caller("zpci_floating_irq_handler")));
        // One that interrupted a program has nothing below it.
        List<GuestFrame> frames = Eventually.returns(LIMIT, () -> {
            List<GuestFrame> found = guest.resumeAndAwaitStop().stopped().frames();
            assertThat(found).anySatisfy(frame -> assertThat(frame.kind()).isEqualTo(Kind.INTERRUPTED));
            return found;
        });
        List<String> names = frames.stream().map(GuestFrame::function).toList();
        assertThat(names).contains("zpci_floating_irq_handler", "do_airq_interrupt");
        int handler = names.indexOf("zpci_floating_irq_handler");
        int interrupted = frames.stream().map(GuestFrame::kind).toList().indexOf(Kind.INTERRUPTED);
        assertThat(interrupted).isGreaterThan(handler);
        assertThat(frames.size()).isGreaterThan(interrupted + 1);
        // Functions of modules have names too.
        guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.RPCIT, PciOpcode.PCISTG)));
        assertThat(Eventually.returns(LIMIT, () -> {
                    String stack = guest.resumeAndAwaitStop().stopped().frames().toString();
                    assertThat(stack).containsPattern("\\w+\\+0x[0-9a-f]+ \\[\\w+\\]");
                    return stack;
                }))
                .isNotEmpty();
    }

    /** Everything that Linux executes is logged, and filters by caller and DMA range match what they should. */
    private static void logs(InterceptedGuest guest) {
        guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.RPCIT)));
        StoppedGuest stopped = guest.resumeAndAwaitStop();
        long page = (Long) stopped.stopped().record().orElseThrow().operands().get("iova");
        // It was decided about by the breakpoint that stopped it.
        get(guest.session().stepOver(stopped.cpu()));
        FilterCheck.onLinux(guest, "zpci_floating_irq_handler", new AddressRange(page, page + 0xffff));
        assertThat(guest.recorded().stream()
                        .map(event -> event.record().site().instruction().opcode()))
                .contains(PciOpcode.RPCIT, PciOpcode.PCISTG, PciOpcode.SIC);
        assertThat(guest.recorded())
                .allSatisfy(event ->
                        assertThat(event.record().outcome().isPending()).isFalse());
    }

    /** A device that is taken away while the guest stands at an instruction of its: it goes when the guest goes on. */
    private static void unplugs(InterceptedGuest guest) {
        guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.MPCIFC)));
        long number =
                guest.session().state().stopped().map(StoppedGuest::number).orElse(0L);
        get(guest.session().resume());
        add(guest, "{driver: zpci, id: zpci_gone, target: gone, uid: 112, fid: 1792}");
        add(guest, "{driver: virtio-rng-pci, id: gone, disable-legacy: on, iommu_platform: true}");
        StoppedGuest stopped = guest.awaitStopAfter(number);
        assertThat(stopped.stopped().record().orElseThrow().fid()).hasValue(1792);
        JsonObject device = new JsonObject();
        device.addProperty("id", "gone");
        guest.ask(new MonitorCommand<>("device_del", device, reply -> reply));
        StoppedGuest after = get(guest.session().stepOver(stopped.cpu()));
        assertThat(after.stopped().record().orElseThrow().outcome().condition()).hasValue(0);
        guest.set();
        get(guest.session().resume());
        Eventually.passes(LIMIT, () -> assertThat(guest.ask(MonitorCommand.of("query-pci", Object::toString)))
                .doesNotContain("\"gone\""));
    }

    private static void add(InterceptedGuest guest, String arguments) {
        JsonObject device = JsonParser.parseString(arguments).getAsJsonObject();
        guest.ask(new MonitorCommand<>("device_add", device, reply -> reply));
    }

    private static void comesAndGoes(InterceptedGuest guest) {
        get(guest.session().leave());
        for (int i = 0; i < CYCLES; i++) {
            get(guest.session().suspend());
            get(guest.session().leave());
        }
    }
}
