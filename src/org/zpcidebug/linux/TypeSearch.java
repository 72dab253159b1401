package org.zpcidebug.linux;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;

/**
 * Gets a kernel's types by the first of these ways that leads somewhere: BTF that the kernel's symbols name, the vmlinux
 * that the user named, a layout that comes with this program (for kernels known to have no BTF), BTF found by its first
 * bytes in all of the kernel's image, which QEMU's monitor would print for half a minute.
 */
@SuppressWarnings("nls")
final class TypeSearch {

    private static final int PIECE = 1 << 20;
    private static final long IMAGE = 64L << 20;
    private static final long MAX_BTF = 64L << 20;
    private static final int MAX_HITS = 64;

    /** A variable that every kernel has: when the symbols hold it, they hold all variables. */
    private static final String SOME_VARIABLE = "init_task";

    private final AbsoluteStorage storage;
    private final KernelMemory memory;
    private final VmCoreInfo info;
    private final LinuxSettings settings;
    private final List<String> notices;

    /** @param notices takes what the user should know */
    TypeSearch(
            AbsoluteStorage storage,
            KernelMemory memory,
            VmCoreInfo info,
            LinuxSettings settings,
            List<String> notices) {
        this.storage = storage;
        this.memory = memory;
        this.info = info;
        this.settings = settings;
        this.notices = notices;
    }

    /** The types, possibly none. */
    KernelTypes find(KernelSymbols symbols, KernelFile vmlinux) {
        return told(() -> named(symbols))
                .or(() -> fromFile(vmlinux))
                .map(TypeSearch::kernelTypes)
                .or(() -> info.release().flatMap(LayoutPack::find))
                .or(() -> told(() -> namesVariables(symbols) ? Optional.empty() : byMagic())
                        .map(TypeSearch::kernelTypes))
                .orElse(KernelTypes.NONE);
    }

    private static KernelTypes kernelTypes(KernelData.Types types) {
        return new BtfTypes(types.parsed(), types.source());
    }

    /** What was found in the guest; a problem on the way is told to the user. */
    private Optional<KernelData.Types> told(Known.Step<Optional<KernelData.Types>> search) {
        Known<Optional<KernelData.Types>> found = Known.from(search);
        if (!found.isKnown()) {
            notices.add(found.problem());
        }
        return found.orElse(Optional.empty());
    }

    /** Debug information is slow to read: what it gave once is kept, and used even when no file is named any more. */
    private Optional<KernelData.Types> fromFile(KernelFile vmlinux) {
        String buildId = info.buildId().orElse("");
        KernelData kept = settings.cache().find(buildId);
        Optional<KernelData.Types> made = kept.btf().filter(t -> t.source() == Source.DWARF);
        if (made.isPresent()) {
            return made;
        }
        Optional<KernelData.Types> types = vmlinux.types(settings.cancelled(), notices);
        types.filter(t -> t.source() == Source.DWARF)
                .ifPresent(t -> settings.cache().put(buildId, kept.with(t)));
        return types;
    }

    private Optional<KernelData.Types> named(KernelSymbols symbols) throws Problem {
        OptionalLong start = symbols.address("__start_BTF");
        OptionalLong end = symbols.address("__stop_BTF");
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        long bytes = end.getAsLong() - start.getAsLong();
        // Kernels without BTF may have both symbols at the same address, or at 0.
        return bytes <= 0 || bytes > MAX_BTF ? Optional.empty() : Optional.of(read(start.getAsLong(), (int) bytes));
    }

    private static boolean namesVariables(KernelSymbols symbols) {
        return symbols.address(SOME_VARIABLE).isPresent()
                || symbols.address("__start_BTF").isPresent();
    }

    private KernelData.Types read(long virtual, int bytes) throws Problem {
        String buildId = info.buildId().orElse("");
        KernelData kept = settings.cache().find(buildId);
        Optional<KernelData.Types> same = kept.btf()
                .filter(t -> t.source() == Source.BTF
                        && t.bytes().length() == bytes
                        && GuestSample.agrees(memory, virtual, t.bytes()));
        if (same.isPresent()) {
            return same.get();
        }
        BigEndian btf = memory.readLong(virtual, bytes, PIECE, settings.cancelled());
        KernelData.Types types = new KernelData.Types(btf, Btf.parse(btf), Source.BTF);
        settings.cache().put(buildId, kept.with(types));
        return types;
    }

    /** Looks for the beginning of BTF in the kernel's image; of several (modules have their own) the longest counts. */
    private Optional<KernelData.Types> byMagic() throws Problem {
        long start = memory.space().imageAbsolute();
        long best = 0;
        long bestBytes = 0;
        int hits = 0;
        for (long at = start; at < start + IMAGE && hits < MAX_HITS; at += PIECE) {
            if (settings.cancelled().getAsBoolean()) {
                throw Problem.of("memory.cancelled");
            }
            StorageRead piece = storage.read(at, PIECE);
            if (!piece.isReadable()) {
                break;
            }
            for (int i = 0; i < PIECE && hits < MAX_HITS; i += Long.BYTES) {
                if (piece.bytes().u64(i) == Btf.FIRST_BYTES) {
                    hits++;
                    long bytes = bytesAt(at + i);
                    best = bytes > bestBytes ? at + i : best;
                    bestBytes = Math.max(bytes, bestBytes);
                }
            }
        }
        return bestBytes == 0
                ? Optional.empty()
                : Optional.of(read(memory.space().virtualOfImage(best), (int) bestBytes));
    }

    private long bytesAt(long absolute) {
        StorageRead header = storage.read(absolute, Btf.HEADER_BYTES);
        long bytes = header.isReadable()
                ? Known.from(() -> Btf.totalBytes(header.bytes())).orElse(0L)
                : 0;
        return bytes > Btf.HEADER_BYTES && bytes <= MAX_BTF ? bytes : 0;
    }
}
