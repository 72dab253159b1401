package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.linux.ZpciDevice.Bar;
import org.zpcidebug.zpci.ConfigurationState;

/** The members of zpci_dev that need no further reading and yet some thought. */
@SuppressWarnings("nls")
final class ZpciScalars {

    private static final int BARS = 6;

    private final KernelTypes types;
    private final Known<Layout> bar;

    ZpciScalars(KernelTypes types) {
        this.types = types;
        bar = Known.from(() -> Layout.of(types, "zpci_bar_struct"));
    }

    /** The state, by the kernel's own names of its numbers where they are known. */
    Known<ConfigurationState> state(View function) {
        return Known.from(() -> {
            long number = function.number("state");
            for (ConfigurationState state : ConfigurationState.values()) {
                OptionalLong named = types.enumerator("zpci_state", "ZPCI_FN_STATE_" + state);
                if (named.isPresent() && named.getAsLong() == number) {
                    return state;
                }
            }
            return ConfigurationState.of(number)
                    .orElseThrow(() -> Problem.of("zpci.state", Long.toUnsignedString(number)));
        });
    }

    /** The base address registers that have a size. */
    Known<List<Bar>> bars(View function) {
        return Known.from(() -> {
            Layout layout = bar.need();
            int bytes = layout.structure().bytes();
            int start = function.layout().offset("bars", BARS * bytes);
            List<Bar> bars = new ArrayList<>();
            for (int i = 0; i < BARS; i++) {
                View view = new View(
                        layout, function.address() + start, function.bytes().slice(start + i * bytes, bytes));
                long exponent = view.number("size");
                if (exponent > 0 && exponent < Long.SIZE) {
                    bars.add(new Bar(i, view.number("val"), 1L << exponent, view.small("map_idx")));
                }
            }
            return List.copyOf(bars);
        });
    }
}
