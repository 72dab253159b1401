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

    /** The DMA address space of a function, or why it is not known. */
    static Value<DmaSpace> of(FunctionSnapshot function, AbsoluteStorage storage) {
        if (function.linux().isKnown()) {
            return ofLinux(function.linux().value().dma());
        }
        return DemoReport.space(storage, function.fid())
                .orElseGet(() -> Value.unknown(function.linux().reason()));
    }

    private static Value<DmaSpace> ofLinux(ZpciDevice.Dma dma) {
        Value<Optional<Iota>> registered = Value.from(dma.iota());
        return registered.flatMap(iota -> iota.map(
                        anchor -> Value.guest(new DmaSpace(anchor, dma.window().orElse(DmaSpace.EVERYTHING))))
                .orElseGet(() -> Value.unknown(Words.of("tables.notRegistered"))));
    }
}
