package org.zpcidebug.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.linux.KernelData.Decoded;

/** Gets a kernel's symbols: its own table, kept or read again, and those of files that the user named. */
@SuppressWarnings("nls")
final class SymbolSearch {

    private static final String ANCHOR = "_stext";

    private final KernelMemory memory;
    private final VmCoreInfo info;
    private final LinuxSettings settings;
    private final List<String> notices;

    /** @param notices takes what the user should know */
    SymbolSearch(KernelMemory memory, VmCoreInfo info, LinuxSettings settings, List<String> notices) {
        this.memory = memory;
        this.info = info;
        this.settings = settings;
        this.notices = notices;
    }

    /** The symbols, possibly none. */
    KernelSymbols find(KernelFile vmlinux) {
        Optional<SymbolTable> own = optional(this::kallsyms);
        Optional<SymbolTable> named = settings.systemMap().flatMap(path -> optional(() -> systemMap(path)));
        if (named.isEmpty()) {
            named = vmlinux.symbols(info, notices);
        }
        return new FoundSymbols(own, named);
    }

    private SymbolTable systemMap(Path path) throws Problem {
        return FileSymbols.fit(SystemMap.read(path), info, path.toString());
    }

    private SymbolTable kallsyms() throws Problem {
        KallsymsData.Form form = KallsymsData.form(info);
        long base = Kallsyms.base(form, memory, info);
        String buildId = info.buildId().orElse("");
        KernelData kept = settings.cache().find(buildId);
        if (form != KallsymsData.Form.ABSOLUTE && isStillTrue(kept, form)) {
            Decoded decoded = kept.decoded().isPresent()
                    ? kept.decoded().get()
                    : new Decoded(Kallsyms.decode(kept.kallsyms().get(), base), base);
            settings.cache().put(buildId, kept.with(kept.kallsyms().get(), decoded));
            return checked(decoded.at(base));
        }
        KallsymsData data = KallsymsData.read(memory, info, settings.cancelled());
        Decoded decoded = new Decoded(Kallsyms.decode(data, base), base);
        SymbolTable table = checked(decoded.table());
        if (form != KallsymsData.Form.ABSOLUTE) {
            settings.cache().put(buildId, kept.with(data, decoded));
        }
        return table;
    }

    private boolean isStillTrue(KernelData kept, KallsymsData.Form form) throws Problem {
        if (kept.kallsyms().isEmpty() || kept.kallsyms().get().form() != form) {
            return false;
        }
        KallsymsData data = kept.kallsyms().get();
        OptionalLong names = info.symbol("kallsyms_names");
        OptionalLong tokens = info.symbol("kallsyms_token_table");
        return names.isPresent()
                && tokens.isPresent()
                && tokens.getAsLong() - names.getAsLong() == data.names().length()
                && GuestSample.agrees(memory, names.getAsLong(), data.names())
                && GuestSample.agrees(memory, tokens.getAsLong(), data.tokens())
                && GuestSample.agrees(memory, KallsymsData.valueAddress(form, info), data.values());
    }

    /** VMCOREINFO tells one symbol that every such table has: a wrong form or garbage does not give its address. */
    private SymbolTable checked(SymbolTable table) throws Problem {
        OptionalLong told = info.symbol(ANCHOR);
        if (told.isPresent() && !table.has(ANCHOR, told.getAsLong())) {
            throw Problem.of("kallsyms.garbage");
        }
        return table;
    }

    private <T> Optional<T> optional(Known.Step<T> step) {
        Known<T> result = Known.from(step);
        if (!result.isKnown()) {
            notices.add(result.problem());
        }
        return Optional.ofNullable(result.value());
    }

    /** Symbols of the kernel's own table, then those of a file. */
    private record FoundSymbols(Optional<SymbolTable> own, Optional<SymbolTable> named) implements KernelSymbols {

        @Override
        public Source source() {
            return own.isPresent() ? Source.KALLSYMS : named.isPresent() ? Source.SYSTEM_MAP : Source.NONE;
        }

        @Override
        public OptionalLong address(String name) {
            OptionalLong address = own.map(t -> t.address(name)).orElse(OptionalLong.empty());
            return address.isPresent()
                    ? address
                    : named.map(t -> t.address(name)).orElse(OptionalLong.empty());
        }

        @Override
        public Optional<Place> at(long address) {
            Optional<Place> place = named.flatMap(t -> t.at(address));
            return place.isPresent() ? place : own.flatMap(t -> t.at(address));
        }
    }
}
