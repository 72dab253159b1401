package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.zpcidebug.linux.KernelText.Function;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;

/** The code of a kernel's loaded modules, function by function, by the kernel's own list of them. */
@SuppressWarnings("nls")
public final class KernelModules {

    private static final int MOST_TEXT = 16 << 20;
    private static final long MOST_ALTOGETHER = 128 << 20;
    private static final int MOST_SYMBOLS = 1 << 18;
    private static final int MOST_NAMES = 16 << 20;
    private static final int LONGEST_NAME = 256;
    private static final long PAGE = 4096;
    private static final int PIECE = 1 << 16;
    private static final int MOST_LEARNT_FROM = 16;

    /** An ELF symbol: name at 0, type at 4, value at 8. */
    private static final int SYMBOL_BYTES = 24;

    private static final int TYPE = 0xf;
    private static final int FUNCTION = 2;

    private final KernelMemory memory;
    private final KernelTypes types;
    private final ModuleList list;
    private ModuleLayout layout;
    private long left;

    private KernelModules(KernelMemory memory, KernelTypes types, ModuleList list) {
        this.memory = memory;
        this.types = types;
        this.list = list;
    }

    /** Finds the list of modules. Unknown, with the reason, when there is none to be found. */
    public static Known<KernelModules> of(AbsoluteStorage storage, LinuxKernel kernel) {
        return of(new KernelMemory(storage, kernel.space()), kernel.types(), kernel.symbols());
    }

    static Known<KernelModules> of(KernelMemory memory, KernelTypes types, KernelSymbols symbols) {
        return Known.from(() -> new KernelModules(memory, types, ModuleList.find(memory, symbols)));
    }

    /**
     * The modules that are loaded now, as numbers that differ when others are; a few reads of memory, no code is read.
     * Unknown while the list is just being changed.
     */
    public Known<List<Long>> loaded() {
        memory.forget();
        return Known.from(list::modules);
    }

    /**
     * Reads the code of these modules; names of functions have the module's in brackets behind them. A module that is
     * just being unloaded is left out, as is one that cannot be read.
     *
     * @param modules as {@link #loaded} gave them
     */
    public List<KernelText> read(List<Long> modules) {
        left = MOST_ALTOGETHER;
        List<KernelText> texts = new ArrayList<>();
        for (long module : modules) {
            Known<KernelText> text = Known.from(() -> text(module, layout(modules)));
            if (text.isKnown()) {
                texts.add(text.value());
            }
        }
        return List.copyOf(texts);
    }

    private ModuleLayout layout(List<Long> modules) throws Problem {
        if (layout == null) {
            boolean isTold = types.structure("module").isPresent()
                    && types.structure("mod_kallsyms").isPresent();
            List<Long> some = modules.subList(0, Math.min(modules.size(), MOST_LEARNT_FROM));
            layout = isTold ? ModuleLayout.of(types) : ModuleLayout.learnt(memory, some);
        }
        return layout;
    }

    private KernelText text(long module, ModuleLayout at) throws Problem {
        long start = memory.u64(module + at.text());
        long length = u32(module + at.textBytes());
        if (length <= 0 || length > MOST_TEXT || length > left) {
            throw Problem.of("text.noModules");
        }
        left -= length;
        BigEndian code = memory.readLong(
                start, (int) length, PIECE, () -> Thread.currentThread().isInterrupted());
        return new KernelText(start, code, functions(module, at, start, (int) length));
    }

    private long u32(long address) throws Problem {
        return memory.read(address, Integer.BYTES).u32(0);
    }

    private List<Function> functions(long module, ModuleLayout at, long start, int length) throws Problem {
        long table = memory.u64(module + at.kallsyms());
        long count = u32(table + at.count());
        if (count > MOST_SYMBOLS) {
            throw Problem.of("text.noModules");
        }
        long entries = memory.u64(table + at.entries());
        BigEndian bytes = memory.readLong(entries, (int) count * SYMBOL_BYTES, PIECE, () -> false);
        List<Place> places = new ArrayList<>();
        for (int symbol = 0; symbol < bytes.length(); symbol += SYMBOL_BYTES) {
            long offset = bytes.u64(symbol + 8) - start;
            if ((bytes.u8(symbol + 4) & TYPE) == FUNCTION && offset >= 0 && offset < length) {
                places.add(new Place((int) offset, bytes.u32(symbol)));
            }
        }
        places.sort(Comparator.comparingInt(Place::offset));
        return named(places, new Names(memory.u64(table + at.names()), places), length, list.name(module));
    }

    /** A function's beginning, and where its name is among the names. */
    private record Place(int offset, long name) {}

    private static List<Function> named(List<Place> places, Names names, int length, String module) throws Problem {
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            int end = i + 1 < places.size() ? places.get(i + 1).offset() : length;
            if (end > place.offset()) {
                String name = names.at(place.name()) + " [" + module + "]";
                functions.add(new Function(name, place.offset(), end - place.offset()));
            }
        }
        return functions;
    }

    /** The names of a module's symbols, read in one go up to the last of its functions. */
    private final class Names {

        private final byte[] bytes;

        Names(long address, List<Place> places) throws Problem {
            long last = places.stream().mapToLong(Place::name).max().orElse(0);
            if (last > MOST_NAMES) {
                throw Problem.of("text.noModules");
            }
            long end = address + last;
            // The page behind the last name need not be there.
            long length = last + Math.min(LONGEST_NAME, PAGE - end % PAGE);
            bytes = memory.readLong(address, (int) length, PIECE, () -> false).bytes(0, (int) length);
        }

        String at(long offset) {
            int start = (int) offset;
            int end = start;
            while (end < bytes.length && end < start + LONGEST_NAME && bytes[end] > ' ' && bytes[end] <= '~') {
                end++;
            }
            return end == start ? "?" : new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
    }
}
