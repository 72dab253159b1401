package org.zpcidebug.intercept;

import java.util.Optional;
import org.zpcidebug.Text;
import org.zpcidebug.linux.KernelModules;
import org.zpcidebug.linux.KernelText;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxKernel;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.s390.AbsoluteStorage;

/** Finds out what runs in a guest, and where its code is. Only reads. */
@SuppressWarnings("nls")
public final class GuestCodeFinder {

    private GuestCodeFinder() {}

    /**
     * A range of absolute storage.
     *
     * @param end the first byte behind it
     */
    public record Range(long start, long end) {}

    /**
     * The guest's code.
     *
     * @param range where to look in a guest without symbols
     * @return unknown, with the reason and what to do in words, when there is nothing to go by
     */
    public static Known<GuestCode> find(AbsoluteStorage storage, LinuxSettings settings, Optional<Range> range) {
        if (range.isPresent()) {
            Range named = range.get();
            return Known.of(
                    new SweptCode(storage, SweptCode.sweep(storage, named.start(), named.end() - named.start())));
        }
        LinuxReader reader = new LinuxReader(storage, settings);
        LinuxProbe probe = reader.probe();
        if (probe instanceof LinuxProbe.Running running) {
            return linux(storage, running.kernel(), reader);
        }
        Optional<GuestCode> demo = DemoCode.find(storage);
        return demo.isPresent()
                ? Known.of(demo.get())
                : Known.unknown(Text.of(GuestCodeFinder.class, "code.noSymbols", probe.words()));
    }

    private static Known<GuestCode> linux(AbsoluteStorage storage, LinuxKernel kernel, LinuxReader reader) {
        Known<KernelText> text = KernelText.read(storage, kernel);
        if (!text.isKnown()) {
            return Known.unknown(Text.of(GuestCodeFinder.class, "code.noText", text.problem()));
        }
        return Known.of(new LinuxCode(storage, kernel, reader, text.value(), KernelModules.of(storage, kernel)));
    }
}
