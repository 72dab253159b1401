package org.zpcidebug.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zpcidebug.hypervisor.MemoryTree;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.PciDevice;
import org.zpcidebug.hypervisor.RunStatus;
import org.zpcidebug.hypervisor.ZpciQueries;
import org.zpcidebug.inspect.GuestSnapshot.Hypervisor;
import org.zpcidebug.intercept.ProbeReading;

/**
 * Samples one guest through one connection, on the session's thread. Four questions go out together in each sample (run
 * state, zpci objects, PCI devices, memory tree); what does not change is asked when an object appears, and what is
 * costly in the slow lane.
 */
@SuppressWarnings("nls")
final class Sampler {

    /** For a whole sample; each command has its own deadline besides. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Monitor monitor;
    private final GuestSource source;
    private final InterruptInquiry interrupts;
    private final GateKeeper gates;
    private final RefreshKeeper refreshes = new RefreshKeeper();
    private final SourceQuery<RunStatus> status = new SourceQuery<>(RunStatus.query());
    private final SourceQuery<List<String>> children = new SourceQuery<>(ZpciQueries.children());
    private final SourceQuery<List<PciDevice>> pci = new SourceQuery<>(PciDevice.query());
    private final SourceQuery<MemoryTree> tree = new SourceQuery<>(MemoryTree.query());
    private final SlowLane slowLane = new SlowLane();
    private final Machine machine = new Machine();
    private final Virtio virtio = new Virtio();
    private ZpciObjects objects;
    private Devices devices;
    private Map<String, PciDevice> lastPlugged = Map.of();
    private Value<Long> memoryBytes = Value.unknown("");
    private boolean accepted;
    private Probed probed = Probed.none();

    Sampler(Monitor monitor, GuestSource source, InterruptInquiry interrupts) {
        this.monitor = monitor;
        this.source = source;
        this.interrupts = interrupts;
        gates = new GateKeeper(monitor.version());
        forget();
    }

    /** Forgets what does not change by itself, because the machine may have been changed. */
    void forget() {
        objects = new ZpciObjects(monitor.version());
        devices = new Devices();
        probed = probed.reading().isKnown() ? Probed.outdated() : probed;
    }

    /** Whether the guest is one that can be inspected. */
    boolean isAccepted() {
        return accepted;
    }

    /**
     * Takes a sample.
     *
     * @throws SessionException when the functions could not be read at all
     * @throws org.zpcidebug.hypervisor.MonitorException when the link is silent or lost
     * @throws Inquiry.SlowException when QEMU answers too slowly
     */
    GuestSnapshot sample() {
        Inquiry inquiry = new Inquiry(monitor, BOUND);
        if (!accepted) {
            Machine.requireS390x(inquiry, monitor.address().toString());
            accepted = true;
        }
        status.start(inquiry);
        children.start(inquiry);
        pci.start(inquiry);
        tree.start(inquiry);
        Value<RunStatus> run = status.finishValue(inquiry);
        Answer<List<String>> links = children.finish(inquiry);
        Value<List<PciDevice>> all = pci.finishValue(inquiry);
        Value<Map<String, PciDevice>> plugged = all.map(Sampler::byId);
        Value<MemoryTree> spaces = tree.finishValue(inquiry);
        List<ZpciFacts> found = functions(inquiry, links, plugged);
        takeSlowLane(inquiry, found);
        GuestSource.Sample guest =
                source.sample(found.stream().map(zpci -> zpci.fid().value()).collect(Collectors.toSet()));
        FunctionAssembly assembly = new FunctionAssembly(plugged, spaces, devices, virtio, guest.view(), probed);
        if (probed.wantsBeliefs()) {
            probed = probed.with(found.stream().map(assembly::function).toList());
            assembly = assembly.with(probed);
        }
        AdapterCounts events = interrupts.counts();
        List<FunctionSnapshot> functions = watched(
                found.stream()
                        .map(assembly::function)
                        .sorted(Comparator.comparingLong(FunctionSnapshot::fid))
                        .toList(),
                guest.view(),
                new GateKeeper.Hints(run.map(RunStatus::running).orElse(false), events, interrupts.registers()));
        interrupts.history().sample(functions, guest.view().interrupts(), events);
        return new GuestSnapshot(
                        Instant.now(),
                        hypervisor(run),
                        machine.guest(all, guest.view().system()),
                        functions,
                        guest.view().interrupts(),
                        events == null ? Value.unknown(Words.of("trace.off")) : Value.hypervisor(events),
                        probed.reading(),
                        Diagnosis.NONE,
                        notices(links, guest.view()))
                .examined(guest.present());
    }

    /** What a probe gave; it stays in the snapshots until the machine changes. */
    void probed(ProbeReading reading) {
        probed = Probed.of(reading);
    }

    private List<FunctionSnapshot> watched(List<FunctionSnapshot> functions, GuestView guest, GateKeeper.Hints hints) {
        Map<Long, FunctionGates> judged = gates.judge(functions, guest, hints);
        Map<Long, Value<RefreshCount>> counted = refreshes.judge(
                functions.stream().collect(Collectors.toMap(FunctionSnapshot::fid, Belief::of, (one, other) -> one)));
        return functions.stream()
                .map(f -> f.with(judged.get(f.fid()), counted.get(f.fid())))
                .toList();
    }

    private List<ZpciFacts> functions(
            Inquiry inquiry, Answer<List<String>> links, Value<Map<String, PciDevice>> plugged) {
        if (!links.isKnown() && !links.isNotFound()) {
            throw new SessionException(
                    Words.of("problem.sample", links.refusal().getMessage()), links.refusal());
        }
        lastPlugged = plugged.orElse(lastPlugged);
        objects.update(inquiry, links.isKnown() ? links.value() : List.of(), lastPlugged.keySet());
        List<ZpciFacts> found = objects.facts();
        Set<String> targets = new HashSet<>();
        found.stream()
                .filter(zpci -> zpci.target().isKnown())
                .forEach(zpci -> targets.add(zpci.target().value()));
        devices.update(inquiry, lastPlugged, targets);
        return found;
    }

    private void takeSlowLane(Inquiry inquiry, List<ZpciFacts> found) {
        long from = System.nanoTime();
        if (slowLane.isDue(from)) {
            machine.update(inquiry);
            if (memoryBytes.isKnown() && !memoryBytes.equals(machine.memoryBytes())) {
                source.forget();
            }
            memoryBytes = machine.memoryBytes();
            virtio.update(
                    inquiry,
                    found.stream()
                            .filter(zpci -> zpci.target().isKnown())
                            .map(zpci -> devices.facts(zpci.target().value()))
                            .toList());
            slowLane.ran(from, System.nanoTime());
        }
    }

    private Hypervisor hypervisor(Value<RunStatus> run) {
        return new Hypervisor(
                monitor.version(),
                machine.accelerator(),
                run.map(RunStatus::status),
                run.map(RunStatus::running),
                machine.statistics());
    }

    private List<String> notices(Answer<List<String>> links, GuestView guest) {
        List<String> notices = new ArrayList<>();
        if (!links.isKnown()) {
            notices.add(Words.of("notice.noHostBridge"));
        } else if (links.value().isEmpty()) {
            notices.add(Words.of("notice.noFunctions"));
        }
        objects.problems().forEach(reason -> notices.add(Words.of("notice.function", reason)));
        notices.addAll(guest.notices());
        return List.copyOf(notices);
    }

    /** Devices without id are none of a zpci object. */
    private static Map<String, PciDevice> byId(List<PciDevice> devices) {
        Map<String, PciDevice> byId = new LinkedHashMap<>();
        devices.stream()
                .filter(device -> !device.id().isEmpty())
                .forEach(device -> byId.putIfAbsent(device.id(), device));
        return byId;
    }
}
