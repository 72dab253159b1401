package org.zpcidebug.inspect;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zpcidebug.inspect.LinuxFields.Counter;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionGroup;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.FunctionType;
import org.zpcidebug.zpci.Iota;

/** Tells a person what the guest's memory says. */
@SuppressWarnings("nls")
final class LinuxWords {

    private static final long PAGE = 4096;
    private static final int SPACE_SHIFT = 48;
    private static final long SPACE = 0x4000_0000_0000_0000L;

    private LinuxWords() {}

    static Function<Boolean, String> flag(String path) {
        return flag -> Words.of("field." + path + (flag ? ".true" : ".false"));
    }

    /** All parts of a handle. */
    static String handle(FunctionHandle handle) {
        return Words.of(
                "words.handle",
                handle.toString(),
                Words.of(handle.isEnabled() ? "words.handle.enabled" : "words.handle.disabled"),
                Integer.toString(handle.instance()),
                String.format("0x%02x", handle.softwareMark()),
                Words.of("words.handle." + handle.kind()),
                Words.hex16(handle.index()));
    }

    static String pchid(int pchid) {
        return pchid == 0 ? Words.of("words.pchid.none", Words.hex16(0)) : Words.hex16(pchid);
    }

    static String group(FunctionGroup group) {
        return String.format("0x%02x, %s", group.id(), group.words());
    }

    static String type(FunctionType type) {
        String code = String.format("0x%02x", type.code());
        return code.equals(type.shortName())
                ? code + ", " + type.longName()
                : String.join(" ", code, type.shortName() + ",", type.longName());
    }

    static String vfn(int vfn) {
        return vfn == 0 ? Words.of("words.vfn.physical") : Words.of("words.vfn.virtual", Integer.toString(vfn));
    }

    static String iota(Iota iota) {
        if (!iota.translates()) {
            return Words.of("words.iota.direct", iota.toString());
        }
        String key = iota.isProtected() ? "words.iota.protected" : "words.iota";
        return Words.of(
                key, iota.toString(), Words.of("words.designation." + iota.designation()), Words.hex(iota.origin()));
    }

    static String pages(long pages) {
        return Words.of("words.pages", Long.toString(pages), Words.bytes(pages * PAGE));
    }

    static String bit(int bit) {
        return Words.of("words.bit", Integer.toString(bit));
    }

    static String milliseconds(int time) {
        return Words.of("words.milliseconds", Integer.toString(time));
    }

    static String counter(Counter counter) {
        String count = Long.toUnsignedString(counter.count());
        return counter.rate() == null ? count : Words.of("words.counter", count, perSecond(counter.rate()));
    }

    static String rates(MeasurementRates rates) {
        return Words.of(
                "words.rates",
                perSecond(rates.loads()),
                perSecond(rates.stores()),
                perSecond(rates.storeBlocks()),
                perSecond(rates.refreshes()),
                String.format(Locale.ROOT, "%.1f", rates.seconds()));
    }

    /** One digit behind the point where it says something. */
    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 100 && rate > 0 ? "%.1f" : "%.0f", rate);
    }

    static String driver(String driver) {
        return driver.isEmpty() ? Words.of("words.driver.none") : driver;
    }

    static String window(DmaWindow window) {
        return Words.of(
                "words.window", Words.hex(window.first()), Words.hex(window.last()), Words.bytes(window.bytes()));
    }

    static String vectors(ZpciDevice.Interrupts interrupts) {
        String allocated = Integer.toString(interrupts.allocated().value());
        return interrupts.limit().isKnown()
                ? Words.of(
                        "words.vectors.limited",
                        allocated,
                        Integer.toString(interrupts.limit().value()))
                : Words.of("words.vectors", allocated);
    }

    static String bars(List<ZpciDevice.Bar> bars) {
        if (bars.isEmpty()) {
            return Words.of("words.bars.none");
        }
        return bars.stream().map(LinuxWords::bar).collect(Collectors.joining("; "));
    }

    private static String bar(ZpciDevice.Bar bar) {
        String index = Integer.toString(bar.index());
        String bytes = Words.bytes(bar.bytes());
        return bar.mapping().isKnown()
                ? Words.of(
                        "words.linuxBar.mapped",
                        index,
                        bytes,
                        Words.hex(address(bar.mapping().value())))
                : Words.of("words.linuxBar", index, bytes);
    }

    /** The address that drivers use for a BAR without memory I/O instructions (Linux, asm/pci_io.h). */
    static long address(int mapping) {
        return SPACE | (long) mapping << SPACE_SHIFT;
    }
}
