package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.stream.Collectors;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.linux.ZpciDevice;

/** BARs that the hypervisor gave to the guest in the wrong byte order, so that their type bits are lost. */
@SuppressWarnings("nls")
final class BarByteOrder extends GuestCheck {

    BarByteOrder() {
        super("bar-byte-order", Severity.INFO);
    }

    private static final int TYPE = 0xf;

    @Override
    Verdict look(GuestSnapshot guest) {
        List<FunctionSnapshot> known = guest.functions().stream()
                .filter(function ->
                        function.bars().isKnown() && linuxBars(function).isKnown())
                .toList();
        if (known.isEmpty()) {
            FunctionSnapshot first = guest.functions().get(0);
            return unchecked(
                    linuxBars(first).isKnown()
                            ? first.bars().reason()
                            : linuxBars(first).reason());
        }
        List<FunctionSnapshot> swapped =
                known.stream().filter(BarByteOrder::isSwapped).toList();
        return swapped.isEmpty()
                ? Verdict.CLEAR
                : found(
                        Subject.of(guest, swapped.get(0), true).evidence("bars", "linux.bars"),
                        swapped.stream().map(f -> Words.hex(f.fid())).collect(Collectors.joining(", ")));
    }

    private static Value<List<ZpciDevice.Bar>> linuxBars(FunctionSnapshot function) {
        return function.linux().map(ZpciDevice::bars).flatMap(Value::from);
    }

    private static boolean isSwapped(FunctionSnapshot function) {
        return linuxBars(function).value().stream()
                .anyMatch(bar -> isSwapped(bar, function.bars().value()));
    }

    /** The type bits are in the last byte; swapped they are in the first, and the last one is 0. */
    private static boolean isSwapped(ZpciDevice.Bar bar, List<Bar> real) {
        return real.stream()
                .filter(known -> known.index() == bar.index())
                .anyMatch(known -> type(known) != 0
                        && (bar.value() & TYPE) == 0
                        && (Integer.reverseBytes((int) bar.value()) & TYPE) == type(known));
    }

    private static int type(Bar bar) {
        return (bar.kind() == BarKind.MEM64 ? 4 : 0) | (bar.prefetch() ? 8 : 0);
    }
}
