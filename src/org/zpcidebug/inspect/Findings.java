package org.zpcidebug.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;
import org.zpcidebug.inspect.FunctionSnapshot.Origin;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptGate;
import org.zpcidebug.zpci.InterruptRegistration;

/** Finds what a person should look at in the functions of one sample. */
@SuppressWarnings("nls")
final class Findings {

    private static final int BITS_A_BYTE = 8;

    private final QemuVersion version;
    private final List<FunctionSnapshot> functions;
    private final GuestView guest;
    private final boolean comparable;
    private List<Finding> found = List.of();

    /**
     * @param comparable whether both sources were asked at the same time, so that a difference is one
     */
    Findings(QemuVersion version, List<FunctionSnapshot> functions, GuestView guest, boolean comparable) {
        this.version = version;
        this.functions = functions;
        this.guest = guest;
        this.comparable = comparable;
    }

    /** The findings of a function, the gravest first. */
    List<Finding> of(FunctionSnapshot function) {
        found = new ArrayList<>();
        configuration(function);
        if (function.linux().isKnown()) {
            ZpciDevice linux = function.linux().value();
            handle(function, linux);
            driver(linux);
            interrupts(function, linux);
            sharedByte(function, linux);
            if (comparable) {
                identity(function, linux);
                dma(function, linux);
            }
        } else if (comparable && guest.devices().isKnown() && function.pci().isKnown()) {
            add("not-in-linux", Severity.WARNING);
        }
        function.gates().sentence().ifPresent(sentence -> add("interrupts-blocked", Severity.WARNING, sentence));
        found.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(found);
    }

    private void add(String id, Severity severity, Object... arguments) {
        found.add(new Finding(id, severity, Words.of("finding." + id, arguments)));
    }

    /** Traps in how the function is given to the guest. */
    private void configuration(FunctionSnapshot function) {
        boolean automatic =
                function.zpci().map(zpci -> zpci.origin() == Origin.AUTOMATIC).orElse(false);
        if (automatic) {
            add("automatic-ids", Severity.INFO, function.target().orElse(""));
        }
        if (function.target().isKnown()
                && !function.type().isKnown()
                && !function.pci().isKnown()) {
            add("no-device", Severity.WARNING, function.pci().reason());
        }
        boolean ports = function.bars()
                .map(bars -> bars.stream().anyMatch(bar -> bar.kind() == BarKind.IO))
                .orElse(false);
        if (ports) {
            add("io-bar", Severity.INFO);
        }
        boolean host = function.hostDevice().map(device -> !device.isEmpty()).orElse(false);
        if (host && !function.interpreted().orElse(true)) {
            add("not-interpreted", Severity.INFO, function.hostDevice().value());
        }
    }

    private void identity(FunctionSnapshot function, ZpciDevice linux) {
        long theirs = linux.uid().orElse(0L);
        if (function.uid().isKnown() && linux.uid().isKnown() && function.uid().value() != theirs) {
            add("uid-differs", Severity.ERROR, Words.hex(function.uid().value()), Words.hex(theirs));
        }
    }

    private void handle(FunctionSnapshot function, ZpciDevice linux) {
        FunctionHandle handle = linux.handle();
        boolean isConfigured = linux.state().orElse(ConfigurationState.CONFIGURED) == ConfigurationState.CONFIGURED;
        if (!isConfigured) {
            String state = linux.state().value().name().toLowerCase(Locale.ROOT);
            add("not-configured", Severity.INFO, state, String.format("%08x", linux.fid()));
        } else if (!handle.isEnabled() && !linux.driver().orElse("").isEmpty()) {
            add(
                    "disabled-with-driver",
                    Severity.ERROR,
                    handle.toString(),
                    linux.driver().value());
        }
        boolean interpreted = handle.kind() == FunctionHandle.Kind.INTERPRETED;
        if (function.interpreted().isKnown() && function.interpreted().value() != interpreted) {
            add(
                    interpreted ? "handle-interpreted" : "handle-not-interpreted",
                    Severity.WARNING,
                    handle.toString(),
                    String.format("0x%02x", handle.softwareMark()));
        }
        functions.stream()
                .filter(other -> other.fid() != function.fid())
                .filter(other -> other.linux()
                        .map(d -> d.handle().index() == handle.index())
                        .orElse(false))
                .findFirst()
                .ifPresent(other -> add(
                        "handle-shared",
                        Severity.ERROR,
                        handle.toString(),
                        Words.hex(handle.index()),
                        Words.hex(other.fid())));
    }

    private void driver(ZpciDevice linux) {
        if (linux.driver().map(String::isEmpty).orElse(false)) {
            add("no-driver", Severity.INFO, linux.pciAddress().orElse(""));
        }
    }

    /** What Linux set up against what QEMU carries out. */
    private void dma(FunctionSnapshot function, ZpciDevice linux) {
        if (!function.dma().registered().isKnown() || !linux.dma().iota().isKnown()) {
            return;
        }
        boolean registered = function.dma().registered().value();
        boolean direct = function.dma().directMapped().orElse(false);
        boolean expected = linux.dma().iota().value().isPresent();
        if (expected && !registered) {
            add(
                    "dma-not-registered",
                    Severity.ERROR,
                    linux.dma().iota().value().get().toString());
        } else if (!expected && registered && !direct) {
            add("dma-left-registered", Severity.WARNING);
        }
        DmaWindow window = linux.dma().window().orElse(null);
        boolean differs = expected
                && window != null
                && function.dma().pal().isKnown()
                && function.dma().pal().value() != window.last();
        if (differs) {
            add(
                    "dma-limit-differs",
                    Severity.WARNING,
                    Words.hex(function.dma().pal().value()),
                    Words.hex(window.last()));
        }
    }

    private void interrupts(FunctionSnapshot function, ZpciDevice linux) {
        Optional<InterruptRegistration> registration =
                linux.interrupts().registration().orElse(Optional.empty());
        boolean missing = linux.interrupts().registration().isKnown() && registration.isEmpty();
        int allocated = linux.interrupts().allocated().orElse(0);
        if (missing && allocated > 0) {
            add("interrupts-not-registered", Severity.ERROR, Integer.toString(allocated));
        }
    }

    /**
     * QEMU before 10.2 looks at the whole byte of the summary bit (commit 8dd912b042). That is said once for the
     * functions of a byte, and of a function whose interrupts have stopped.
     */
    private void sharedByte(FunctionSnapshot function, ZpciDevice linux) {
        boolean bySoftware = linux.handle().kind() == FunctionHandle.Kind.EMULATED;
        long own = summaryByte(function);
        if (own < 0 || !bySoftware || version.isAtLeast(10, 2, 0)) {
            return;
        }
        List<Long> neighbours = functions.stream()
                .filter(other -> other.fid() != function.fid() && summaryByte(other) == own)
                .map(FunctionSnapshot::fid)
                .toList();
        boolean isBitten = function.gates()
                .blocking()
                .filter(gate -> gate.kind() == InterruptGate.Kind.SUMMARY)
                .isPresent();
        boolean isFirst = neighbours.stream().allMatch(fid -> fid > function.fid());
        if (!neighbours.isEmpty() && (isBitten || isFirst)) {
            add(
                    "shared-summary-byte",
                    isBitten ? Severity.WARNING : Severity.INFO,
                    version.number(),
                    Words.hex(own),
                    neighbours.stream().map(Words::hex).collect(Collectors.joining(", ")));
        }
    }

    private static long summaryByte(InterruptRegistration registration) {
        return registration.summaryAddress() + registration.summaryOffset() / BITS_A_BYTE;
    }

    private static long summaryByte(FunctionSnapshot function) {
        return function.linux()
                .map(linux -> linux.interrupts().registration().orElse(Optional.empty()))
                .orElse(Optional.empty())
                .map(Findings::summaryByte)
                .orElse(-1L);
    }
}
