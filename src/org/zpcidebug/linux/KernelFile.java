package org.zpcidebug.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.zpcidebug.linux.KernelTypes.Source;

/** The vmlinux that the user named, if any and if it is that of the kernel that runs. */
@SuppressWarnings("nls")
final class KernelFile {

    private final Optional<Path> path;

    private KernelFile(Optional<Path> path) {
        this.path = path;
    }

    /** Checks the file's build id against the kernel's; a file that does not fit is left aside with a notice. */
    static KernelFile of(Optional<Path> path, VmCoreInfo info, List<String> notices) {
        return new KernelFile(path.filter(p -> {
            Known<Boolean> fits = Known.from(() -> fits(p, info));
            if (!fits.isKnown()) {
                notices.add(fits.problem());
            }
            return fits.isKnown();
        }));
    }

    private static boolean fits(Path path, VmCoreInfo info) throws Problem {
        try (ElfFile elf = ElfFile.open(path)) {
            String there = elf.buildId().orElseThrow(() -> Problem.of("elf.noBuildId", path.toString()));
            String here = info.buildId().orElseThrow(() -> Problem.of("linux.noBuildId", path.toString()));
            if (!there.equals(here)) {
                throw Problem.of("elf.otherBuild", path.toString(), there, here);
            }
            return true;
        }
    }

    /** The symbols, at the addresses of the kernel that runs. */
    Optional<SymbolTable> symbols(VmCoreInfo info, List<String> notices) {
        return use(
                file -> {
                    try (ElfFile elf = ElfFile.open(file)) {
                        return FileSymbols.fit(ElfSymbols.read(elf), info, file.toString());
                    }
                },
                notices);
    }

    /** The type information: its BTF, or BTF that pahole makes from its debug information. */
    Optional<KernelData.Types> types(BooleanSupplier cancelled, List<String> notices) {
        return use(file -> types(file, cancelled), notices);
    }

    private static KernelData.Types types(Path file, BooleanSupplier cancelled) throws Problem {
        try (ElfFile elf = ElfFile.open(file)) {
            Optional<ElfFile.Section> btf = elf.section(".BTF");
            if (btf.isPresent()) {
                var bytes = elf.content(btf.get());
                return new KernelData.Types(bytes, Btf.parse(bytes), Source.BTF);
            }
            if (elf.section(".debug_info").isEmpty()) {
                throw Problem.of("elf.noTypes", file.toString());
            }
        }
        var bytes = Pahole.btf(file, cancelled);
        return new KernelData.Types(bytes, Btf.parse(bytes), Source.DWARF);
    }

    private <T> Optional<T> use(Use<T> use, List<String> notices) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Known<T> result = Known.from(() -> use.of(path.get()));
        if (!result.isKnown()) {
            notices.add(result.problem());
        }
        return Optional.ofNullable(result.value());
    }

    /** What is done with the file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Path file) throws Problem;
    }
}
