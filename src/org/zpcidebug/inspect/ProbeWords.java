package org.zpcidebug.inspect;

import java.util.List;
import java.util.stream.Collectors;
import org.zpcidebug.intercept.BarRegisters;
import org.zpcidebug.intercept.BarWords;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.FunctionControls;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MsixEntry;
import org.zpcidebug.zpci.PciCapability;
import org.zpcidebug.zpci.QueriedGroup;

/** Tells what a probe gave to a person. */
@SuppressWarnings("nls")
final class ProbeWords {

    private ProbeWords() {}

    static String probe(ProbeReading reading) {
        return Words.of(
                "words.probe",
                reading.taken().toString(),
                String.format("%.1f", reading.paused().toNanos() / 1e6),
                Integer.toString(reading.cpu()));
    }

    static String state(FunctionControls controls) {
        String state = Words.of("words.probe.state." + name(controls));
        return controls.isDmaRegistered() ? Words.of("words.probe.state.dma", state) : state;
    }

    /** The state that the controls byte tells, as in the snapshot format. */
    static String name(FunctionControls controls) {
        if (controls.isInError()) {
            return controls.isBlocked() ? "error" : "blocked";
        }
        return controls.isEnabled() ? "enabled" : "disabled";
    }

    static String interrupts(InterruptRegistration registration) {
        return registration.vector() == 0
                ? Words.of("words.probe.interrupts.none")
                : Words.of(
                        "words.probe.interrupts",
                        Integer.toString(registration.count()),
                        Integer.toString(registration.subclass()),
                        Words.hex(registration.vector()),
                        Integer.toString(registration.vectorOffset()),
                        Words.hex(registration.summaryAddress()),
                        Integer.toString(registration.summaryOffset()));
    }

    static String measurement(long address) {
        return address == 0 ? Words.of("words.probe.measurement.none") : Words.hex(address);
    }

    static String group(QueriedGroup group) {
        return Words.of(
                "words.probe.group",
                Integer.toString(group.interrupts()),
                Integer.toString(group.storeBlock()),
                Integer.toString(group.interval()),
                Words.hex(group.messageAddress()));
    }

    static String config(ConfigSpace space) {
        String capabilities =
                space.capabilities().stream().map(PciCapability::label).collect(Collectors.joining(", "));
        String size = Integer.toString(space.length());
        return capabilities.isEmpty()
                ? Words.of("words.probe.config.plain", size)
                : Words.of("words.probe.config", size, capabilities);
    }

    static String msix(List<MsixEntry> table) {
        long masked = table.stream().filter(MsixEntry::masked).count();
        long unused = table.stream().filter(entry -> entry.address() == 0).count();
        return Words.of(
                "words.probe.msix",
                Integer.toString(table.size()),
                Long.toString(table.size() - unused),
                Long.toString(masked));
    }

    static String bars(ProbedFunction function) {
        BarRegisters registers = BarRegisters.of(function.config());
        return function.bars().stream().map(bar -> words(bar, registers)).collect(Collectors.joining("; "));
    }

    private static String words(BarWords bar, BarRegisters registers) {
        String words = bar.bytes().isKnown()
                ? bar.words().stream().map(word -> String.format("%08x", word)).collect(Collectors.joining(" "))
                : bar.bytes().problem();
        String place = Words.of(
                "words.probe.bar",
                Integer.toString(bar.range().bar()),
                Words.hex(bar.range().offset()));
        String name = registers.name(bar.range().bar(), bar.range().offset());
        return name.isEmpty()
                ? Words.of("words.probe.barWords", place, words)
                : Words.of("words.probe.barNamed", place, name, words);
    }

    static String pending(List<Boolean> bits) {
        return Words.of(
                "words.probe.pending",
                Long.toString(bits.stream().filter(Boolean::booleanValue).count()),
                Integer.toString(bits.size()));
    }
}
