package org.zpcidebug.inspect;

import java.util.List;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.intercept.BarRange;

/** Looks whether the device has what a user has named, before the guest is stopped for it. */
@SuppressWarnings("nls")
final class NamedBars {

    private NamedBars() {}

    /**
     * Refuses words that the device does not have; what is not known is left to the device.
     *
     * @throws SessionException with a message for the user
     */
    static void require(GuestSnapshot guest, List<BarRange> named) {
        for (BarRange range : named) {
            FunctionSnapshot function = guest.function(range.fid())
                    .orElseThrow(() -> new SessionException(Words.of("bar.noFunction", Words.hex(range.fid()))));
            if (function.bars().isKnown()) {
                require(range, function.bars().value());
            }
        }
    }

    private static void require(BarRange range, List<Bar> bars) {
        Bar bar = bars.stream()
                .filter(known -> known.index() == range.bar())
                .findFirst()
                .orElseThrow(() -> new SessionException(
                        Words.of("bar.none", Words.hex(range.fid()), Integer.toString(range.bar()))));
        if (range.offset() + range.length() > bar.bytes()) {
            throw new SessionException(Words.of("bar.size", Integer.toString(range.bar()), Words.bytes(bar.bytes())));
        }
    }
}
