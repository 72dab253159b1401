package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zpcidebug.linux.KernelText.Function;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;

/**
 * The code of a kernel's loaded modules, function by function, by the kernel's own list of them. Layouts come from its
 * types: {@code struct module} has its text in {@code mem[MOD_TEXT]} since Linux 6.4, in {@code core_layout} before;
 * {@code kallsyms} leads to its symbols in the format of ELF.
 */
@SuppressWarnings("nls")
public final class KernelModules {

    private static final String LIST = "modules";
    private static final int MOST_MODULES = 1024;
    private static final int MOST_TEXT = 16 << 20;
    private static final long MOST_ALTOGETHER = 128 << 20;
    private static final int MOST_SYMBOLS = 1 << 18;
    private static final int LONGEST_NAME = 256;
    private static final int PIECE = 1 << 16;

    /** An ELF symbol: name at 0, type at 4, value at 8. */
    private static final int SYMBOL_BYTES = 24;

    private static final int TYPE = 0xf;
    private static final int FUNCTION = 2;

    private final KernelMemory memory;
    private final Layout module;
    private final Layout symbols;
    private long left = MOST_ALTOGETHER;

    private KernelModules(KernelMemory memory, KernelTypes types) throws Problem {
        this.memory = memory;
        this.module = Layout.of(types, "module");
        this.symbols = Layout.of(types, "mod_kallsyms");
    }

    /**
     * Reads the code of all modules; names of functions have the module's in brackets behind them. Unknown, with the
     * reason, when the list cannot be read, for instance because a kernel does not tell its types. A module that is just
     * being loaded or unloaded is left out.
     */
    public static Known<List<KernelText>> read(AbsoluteStorage storage, LinuxKernel kernel) {
        return Known.from(() -> {
            long head = kernel.symbols().address(LIST).orElseThrow(() -> Problem.of("text.noModules"));
            return new KernelModules(new KernelMemory(storage, kernel.space()), kernel.types())
                    .all(head, kernel.types());
        });
    }

    private List<KernelText> all(long head, KernelTypes types) throws Problem {
        int list = module.offset("list", Long.BYTES);
        List<KernelText> texts = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long node = memory.u64(head);
        while (node != head) {
            if (seen.size() >= MOST_MODULES || !seen.add(node)) {
                throw Problem.of("text.noModules");
            }
            long address = node - list;
            Known<KernelText> text = Known.from(() -> text(address, types));
            if (text.isKnown()) {
                texts.add(text.value());
            }
            node = memory.u64(node);
        }
        return List.copyOf(texts);
    }

    private KernelText text(long address, KernelTypes types) throws Problem {
        long start;
        long length;
        if (module.has("mem")) {
            Layout part = Layout.of(types, "module_memory");
            long text = address + module.offset("mem", part.structure().bytes());
            start = memory.u64(text + part.offset("base", Long.BYTES));
            length = memory.read(text + part.offset("size", Integer.BYTES), Integer.BYTES)
                    .u32(0);
        } else {
            start = memory.u64(address + module.offset("core_layout.base", Long.BYTES));
            length = memory.read(address + module.offset("core_layout.text_size", Integer.BYTES), Integer.BYTES)
                    .u32(0);
        }
        if (length <= 0 || length > MOST_TEXT || length > left) {
            throw Problem.of("text.noModules");
        }
        left -= length;
        BigEndian code = memory.readLong(
                start, (int) length, PIECE, () -> Thread.currentThread().isInterrupted());
        String name =
                KernelMemory.text(memory.read(address + module.field("name").offset(), nameBytes()));
        return new KernelText(start, code, functions(address, start, (int) length, name));
    }

    private int nameBytes() throws Problem {
        return Math.min(module.field("name").bytes(), LONGEST_NAME);
    }

    private List<Function> functions(long address, long start, int length, String module) throws Problem {
        long table = memory.u64(address + this.module.offset("kallsyms", Long.BYTES));
        long entries = memory.u64(table + symbols.offset("symtab", Long.BYTES));
        long count = memory.read(table + symbols.offset("num_symtab", Integer.BYTES), Integer.BYTES)
                .u32(0);
        long names = memory.u64(table + symbols.offset("strtab", Long.BYTES));
        if (count > MOST_SYMBOLS) {
            throw Problem.of("text.noModules");
        }
        BigEndian bytes = memory.readLong(entries, (int) count * SYMBOL_BYTES, PIECE, () -> false);
        List<Place> places = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += SYMBOL_BYTES) {
            long offset = bytes.u64(at + 8) - start;
            if ((bytes.u8(at + 4) & TYPE) == FUNCTION && offset >= 0 && offset < length) {
                places.add(new Place((int) offset, bytes.u32(at)));
            }
        }
        places.sort(Comparator.comparingInt(Place::offset));
        return named(places, names, length, module);
    }

    /** A function's beginning, and where its name is. */
    private record Place(int offset, long name) {}

    private List<Function> named(List<Place> places, long names, int length, String module) throws Problem {
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            int end = i + 1 < places.size() ? places.get(i + 1).offset() : length;
            if (end > place.offset()) {
                String name = name(names + place.name()).orElse("?") + " [" + module + "]";
                functions.add(new Function(name, place.offset(), end - place.offset()));
            }
        }
        return functions;
    }

    private Optional<String> name(long address) throws Problem {
        BigEndian bytes = memory.read(address, LONGEST_NAME);
        int length = 0;
        while (length < bytes.length() && bytes.u8(length) > ' ' && bytes.u8(length) <= '~') {
            length++;
        }
        String name = new String(bytes.bytes(0, length), StandardCharsets.ISO_8859_1);
        return length == 0 ? Optional.empty() : Optional.of(name);
    }
}
