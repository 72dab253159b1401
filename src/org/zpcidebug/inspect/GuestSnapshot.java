package org.zpcidebug.inspect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.inspect.findings.Catalogue;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.linux.InterruptReading;

/**
 * The state of a guest and its functions at one moment, immutable. What is unknown carries its reason.
 *
 * @param taken when the sample was complete
 * @param functions in ascending order of FID
 * @param interrupts what the guest has counted of interrupts, and their bits
 * @param adapterEvents what QEMU's trace events counted, where the user has switched them on
 * @param probe the last probe, or why there is none
 * @param diagnosis what a person should look at in the guest as a whole; each function has its own
 * @param notices what a person should know about the whole, in words, for instance that the machine has no zPCI host
 *     bridge; empty most of the time
 */
@SuppressWarnings("nls")
public record GuestSnapshot(
        Instant taken,
        Hypervisor hypervisor,
        Guest guest,
        List<FunctionSnapshot> functions,
        Value<InterruptReading> interrupts,
        Value<AdapterCounts> adapterEvents,
        Value<ProbeReading> probe,
        Diagnosis diagnosis,
        List<String> notices) {

    /** A snapshot without interrupts. */
    public GuestSnapshot(
            Instant taken, Hypervisor hypervisor, Guest guest, List<FunctionSnapshot> functions, List<String> notices) {
        this(
                taken,
                hypervisor,
                guest,
                functions,
                Value.unknown(Words.of("reason.notReadYet")),
                Value.unknown(Words.of("trace.off")),
                Value.unknown(Words.of("reason.needsProbe")),
                Diagnosis.NONE,
                notices);
    }

    /** The same with all checks made. */
    GuestSnapshot examined(boolean present) {
        List<FunctionSnapshot> examined = functions.stream()
                .map(function -> function.with(Catalogue.of(this, function, present)))
                .toList();
        return new GuestSnapshot(
                taken, hypervisor, guest, examined, interrupts, adapterEvents, probe, Catalogue.of(this), notices);
    }

    /** How many findings there are of that severity, of the guest and all functions. */
    public int count(Finding.Severity severity) {
        return diagnosis.count(severity)
                + functions.stream()
                        .mapToInt(f -> f.diagnosis().count(severity))
                        .sum();
    }

    /**
     * The hypervisor.
     *
     * @param status QEMU's run state, for instance {@code running} or {@code paused}
     * @param running whether the guest's CPUs run
     * @param statistics KVM's statistics by name, those of the vCPUs added up and with {@code vcpu.} before their name;
     *     empty where there are none
     */
    public record Hypervisor(
            QemuVersion version,
            Value<Accelerator> accelerator,
            Value<String> status,
            Value<Boolean> running,
            Value<Map<String, Long>> statistics) {}

    /** What executes the guest's instructions. */
    public enum Accelerator {
        TCG,
        KVM
    }

    /**
     * The guest machine.
     *
     * @param facilities what its CPUs have of what PCI needs
     * @param setup what it has besides functions that matters to them
     * @param system what its memory says of it
     */
    public record Guest(
            Value<String> name,
            Value<Integer> cpus,
            Value<Long> memoryBytes,
            Value<PciFacilities> facilities,
            Setup setup,
            GuestSystem system) {

        /** A machine of which nothing besides is known. */
        public Guest(
                Value<String> name,
                Value<Integer> cpus,
                Value<Long> memoryBytes,
                Value<PciFacilities> facilities,
                GuestSystem system) {
            this(name, cpus, memoryBytes, facilities, Setup.UNKNOWN, system);
        }
    }

    /**
     * What a machine has besides functions.
     *
     * @param secure whether its memory and registers are kept from QEMU (secure execution)
     * @param balloon whether it has a balloon device, of whatever bus
     * @param virtualFunctions SR-IOV virtual functions of QEMU's devices, which get no zpci object
     */
    public record Setup(Value<Boolean> secure, Value<Boolean> balloon, Value<Integer> virtualFunctions) {

        /** Nothing was asked yet. */
        public static final Setup UNKNOWN = new Setup(
                Value.unknown(Words.of("reason.notAsked")),
                Value.unknown(Words.of("reason.notAsked")),
                Value.unknown(Words.of("reason.notAsked")));

        Setup with(Value<Integer> functions) {
            return new Setup(secure, balloon, functions);
        }
    }

    /**
     * Features of the CPU model.
     *
     * @param zpci the PCI instructions (facility 69); without them the guest sees no function
     * @param aen adapter event notification (71), without which Linux does without PCI
     * @param ais suppression of adapter interruptions (72)
     */
    public record PciFacilities(boolean zpci, boolean aen, boolean ais) {}

    /** The function with that FID. */
    public Optional<FunctionSnapshot> function(long fid) {
        return functions.stream().filter(f -> f.fid() == fid).findFirst();
    }
}
