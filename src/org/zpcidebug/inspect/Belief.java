package org.zpcidebug.inspect;

import java.util.Optional;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.MeasurementBlock;

/**
 * What the guest believes of a function, whichever guest it is.
 *
 * @param handle the handle that it uses
 * @param uid the user-defined id that it was told
 * @param configured whether it has the function configured
 * @param space the DMA address space that it registered, if any
 * @param interrupts the interrupts that it registered, if any
 * @param vectors how many interrupts its drivers have
 * @param mappedPages how many pages its tables map
 * @param measurement the measurement block that it registered, if any
 */
public record Belief(
        FunctionHandle handle,
        Value<Long> uid,
        Value<Boolean> configured,
        Value<Optional<DmaSpace>> space,
        Value<Optional<InterruptRegistration>> interrupts,
        Value<Integer> vectors,
        Value<Long> mappedPages,
        Value<Optional<MeasurementBlock>> measurement) {

    /** What the guest believes of a function, or why that is not known. */
    public static Value<Belief> of(FunctionSnapshot function) {
        return function.linux().isKnown()
                ? function.linux().map(linux -> of(function, linux))
                : function.demo().isKnown()
                        ? function.demo().map(Belief::of)
                        : Value.unknown(function.linux().reason());
    }

    private static Belief of(FunctionSnapshot function, ZpciDevice linux) {
        Value<Optional<Iota>> iota = Value.from(linux.dma().iota());
        return new Belief(
                linux.handle(),
                Value.from(linux.uid()),
                Value.from(linux.state().map(state -> state == ConfigurationState.CONFIGURED)),
                iota.flatMap(anchor -> space(anchor, linux)),
                Value.from(linux.interrupts().registration()),
                Value.from(linux.interrupts().allocated()),
                LinuxFields.MAPPED.get().apply(function),
                Value.from(linux.measurement().map(measured -> measured.map(ZpciDevice.Measurement::block))));
    }

    private static Value<Optional<DmaSpace>> space(Optional<Iota> iota, ZpciDevice linux) {
        Value<DmaWindow> window = Value.from(linux.dma().window());
        return iota.isEmpty()
                ? Value.guest(Optional.empty())
                : window.map(w -> Optional.of(new DmaSpace(iota.get(), w)));
    }

    private static Belief of(DemoFunction demo) {
        return new Belief(
                demo.handle(),
                Value.guest(demo.uid()),
                Value.guest(demo.configured()),
                Value.guest(demo.space()),
                Value.guest(demo.interrupts()),
                Value.guest(demo.interrupts().map(InterruptRegistration::count).orElse(0)),
                Value.guest(demo.mappedPages()),
                Value.guest(demo.measurement()));
    }
}
