package org.zpcidebug.inspect;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zpcidebug.hypervisor.MachineQueries;
import org.zpcidebug.hypervisor.PciDevice;
import org.zpcidebug.hypervisor.QomQueries;
import org.zpcidebug.hypervisor.StatisticsQueries;
import org.zpcidebug.inspect.GuestSnapshot.Accelerator;
import org.zpcidebug.inspect.GuestSnapshot.Guest;
import org.zpcidebug.inspect.GuestSnapshot.PciFacilities;
import org.zpcidebug.inspect.GuestSnapshot.Setup;

/** The machine as a whole: what never changes is asked once, the rest in the slow lane. */
@SuppressWarnings("nls")
final class Machine {

    private static final String ARCHITECTURE = "s390x";

    private final SourceQuery<Boolean> kvm = new SourceQuery<>(MachineQueries.kvm());
    private final SourceQuery<String> name = new SourceQuery<>(MachineQueries.name());
    private final SourceQuery<Long> memory = new SourceQuery<>(MachineQueries.memoryBytes());
    private final SourceQuery<List<MachineQueries.Cpu>> cpus = new SourceQuery<>(MachineQueries.cpus());
    private final SourceQuery<Map<String, Long>> machineCounters = new SourceQuery<>(StatisticsQueries.machine());
    private final SourceQuery<Map<String, Long>> cpuCounters = new SourceQuery<>(StatisticsQueries.cpus());

    private Value<Accelerator> accelerator = Value.unknown(Words.of("reason.notAsked"));
    private Value<Map<String, Long>> statistics = Value.unknown(Words.of("reason.notAsked"));
    private Value<String> guestName = Value.unknown(Words.of("reason.notAsked"));
    private Value<Integer> cpuCount = Value.unknown(Words.of("reason.notAsked"));
    private Value<PciFacilities> facilities = Value.unknown(Words.of("reason.notAsked"));
    private Value<Long> memoryBytes = Value.unknown(Words.of("reason.notAsked"));
    private Setup setup = Setup.UNKNOWN;

    /**
     * Refuses a QEMU that emulates something else.
     *
     * @throws SessionException when its architecture is known and another
     */
    static void requireS390x(Inquiry inquiry, String address) {
        Answer<String> architecture = inquiry.ask(MachineQueries.architecture());
        if (architecture.isKnown() && !architecture.value().equals(ARCHITECTURE)) {
            throw new SessionException(Words.of("problem.notS390x", address, architecture.value()));
        }
    }

    /** Asks for what may have changed. */
    void update(Inquiry inquiry) {
        boolean first = !accelerator.isKnown() || !guestName.isKnown();
        if (first) {
            kvm.start(inquiry);
            name.start(inquiry);
        }
        memory.start(inquiry);
        cpus.start(inquiry);
        if (first) {
            accelerator = kvm.finishValue(inquiry).map(enabled -> enabled ? Accelerator.KVM : Accelerator.TCG);
        }
        guestName = first ? name.finishValue(inquiry) : guestName;
        Value<List<MachineQueries.Cpu>> all = cpus.finishValue(inquiry);
        cpuCount = all.map(List::size);
        if (!facilities.isKnown()) {
            facilities = all.flatMap(known -> facilities(inquiry, known));
        }
        memoryBytes = memory.finishValue(inquiry);
        statistics = statistics(inquiry);
        Value<Boolean> secure = setup.secure().isKnown() ? setup.secure() : secure(inquiry);
        setup = new Setup(secure, balloon(inquiry), setup.virtualFunctions());
    }

    /** A property that QEMU has had for as long as it knows such guests. */
    private static Value<Boolean> secure(Inquiry inquiry) {
        return inquiry.ask(QomQueries.text("/machine", "confidential-guest-support"))
                .toValue()
                .map(object -> !object.isEmpty());
    }

    /** QEMU says that there is none by refusing. */
    private static Value<Boolean> balloon(Inquiry inquiry) {
        Answer<Long> balloon = inquiry.ask(MachineQueries.balloon());
        return balloon.isKnown() || balloon.isNotActive()
                ? Value.hypervisor(balloon.isKnown())
                : Value.unknown(balloon.refusal().getMessage());
    }

    /** All CPUs are of one model, which does not change. */
    private static Value<PciFacilities> facilities(Inquiry inquiry, List<MachineQueries.Cpu> cpus) {
        if (cpus.isEmpty()) {
            return Value.unknown(Words.of("reason.notAsked"));
        }
        String path = cpus.get(0).path();
        Answer<Boolean> zpci = inquiry.ask(QomQueries.flag(path, "zpci"));
        Answer<Boolean> aen = inquiry.ask(QomQueries.flag(path, "aen"));
        Answer<Boolean> ais = inquiry.ask(QomQueries.flag(path, "ais"));
        return Stream.of(zpci, aen, ais)
                .filter(answer -> !answer.isKnown())
                .findFirst()
                .<Value<PciFacilities>>map(
                        answer -> Value.unknown(answer.toValue().reason()))
                .orElseGet(() -> Value.hypervisor(new PciFacilities(zpci.value(), aen.value(), ais.value())));
    }

    Value<Accelerator> accelerator() {
        return accelerator;
    }

    /**
     * The machine, with what its memory says.
     *
     * @param pci its PCI devices
     */
    Guest guest(Value<List<PciDevice>> pci, GuestSystem system) {
        Value<Integer> virtual = pci.map(devices ->
                (int) devices.stream().filter(PciDevice::isVirtualFunction).count());
        return new Guest(guestName, cpuCount, memoryBytes, facilities, setup.with(virtual), system);
    }

    Value<Long> memoryBytes() {
        return memoryBytes;
    }

    Value<Map<String, Long>> statistics() {
        return statistics;
    }

    /** Only KVM counts. */
    private Value<Map<String, Long>> statistics(Inquiry inquiry) {
        if (accelerator.orElse(Accelerator.KVM) == Accelerator.TCG) {
            return Value.hypervisor(Map.of());
        }
        machineCounters.start(inquiry);
        cpuCounters.start(inquiry);
        Value<Map<String, Long>> machine = machineCounters.finishValue(inquiry);
        Value<Map<String, Long>> cpu = cpuCounters.finishValue(inquiry);
        if (!machine.isKnown() || !cpu.isKnown()) {
            return machine.isKnown() ? cpu : machine;
        }
        Map<String, Long> all = new TreeMap<>(machine.value());
        cpu.value().forEach((counter, count) -> all.put("vcpu." + counter, count));
        return Value.hypervisor(Collections.unmodifiableMap(all));
    }
}
