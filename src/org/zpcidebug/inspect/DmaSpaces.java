package org.zpcidebug.inspect;

import java.util.Optional;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.Iota;

/** Where the translation tables of functions begin. No monitor tells that; the guest's memory does. */
@SuppressWarnings("nls")
final class DmaSpaces {

    private DmaSpaces() {}

    /** The DMA address space of a function, or why there is none or it is not known. */
    static Value<DmaSpace> of(FunctionSnapshot function, AbsoluteStorage storage) {
        return registered(function, storage).flatMap(space -> space.map(Value::guest)
                .orElseGet(() -> Value.unknown(Words.of("tables.notRegistered"))));
    }

    /** The DMA address space of a function, empty when none is registered, or why that is not known. */
    static Value<Optional<DmaSpace>> registered(FunctionSnapshot function, AbsoluteStorage storage) {
        if (function.linux().isKnown()) {
            return ofLinux(function.linux().value().dma());
        }
        return DemoReport.space(storage, function.fid())
                .map(Value::guest)
                .orElseGet(() -> Value.unknown(function.linux().reason()));
    }

    private static Value<Optional<DmaSpace>> ofLinux(ZpciDevice.Dma dma) {
        Value<Optional<Iota>> registered = Value.from(dma.iota());
        return registered.map(
                iota -> iota.map(anchor -> new DmaSpace(anchor, dma.window().orElse(DmaSpace.EVERYTHING))));
    }
}
