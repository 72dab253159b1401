package org.zpcidebug.linux;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;

/**
 * Where a kernel's {@code struct module} has what its code is found by, in bytes from its beginning. From the kernel's
 * types: the text is in {@code mem[MOD_TEXT]} since Linux 6.4, in {@code core_layout} before. Without types: learnt from
 * modules themselves, since a module points to itself where its text is, and to its own symbols.
 *
 * @param text the address of the first byte of its code
 * @param textBytes how many bytes of code, 32 bits
 * @param kallsyms the address of its symbols
 * @param entries in its symbols, the address of them in the format of ELF
 * @param count in its symbols, how many, 32 bits
 * @param names in its symbols, the address of their names
 */
@SuppressWarnings("nls")
record ModuleLayout(int text, int textBytes, int kallsyms, int entries, int count, int names) {

    /** The state, which is first in all kernels, then the entry of the list, and the name behind it. */
    static final int LIST = 8;

    static final int NAME = 24;

    /** Linux 6.1 include/linux/module.h; with hash and key of a signature it is less by the pointers behind. */
    static final int NAME_BYTES = 56;

    /** Of a module that is not being loaded or unloaded. */
    static final int LIVE = 0;

    private static final int PAGE_OFFSET = 0xfff;
    private static final int PIECE = 256;
    private static final int MOST_BYTES = 4096;
    private static final int MOST_TEXT = 16 << 20;

    /** The layout by the kernel's types. */
    static ModuleLayout of(KernelTypes types) throws Problem {
        Layout module = Layout.of(types, "module");
        Layout symbols = Layout.of(types, "mod_kallsyms");
        int kallsyms = module.offset("kallsyms", Long.BYTES);
        int entries = symbols.offset("symtab", Long.BYTES);
        int count = symbols.offset("num_symtab", Integer.BYTES);
        int names = symbols.offset("strtab", Long.BYTES);
        if (!module.has("mem")) {
            int base = module.offset("core_layout.base", Long.BYTES);
            int bytes = module.offset("core_layout.text_size", Integer.BYTES);
            return new ModuleLayout(base, bytes, kallsyms, entries, count, names);
        }
        Layout part = Layout.of(types, "module_memory");
        int text = module.offset("mem", part.structure().bytes());
        int base = text + part.offset("base", Long.BYTES);
        int bytes = text + part.offset("size", Integer.BYTES);
        return new ModuleLayout(base, bytes, kallsyms, entries, count, names);
    }

    /** The layout that fits all these modules; there is at least one. */
    static ModuleLayout learnt(KernelMemory memory, List<Long> modules) throws Problem {
        List<Module> all = modules.stream()
                .map(address -> new Module(address, beginning(memory, address)))
                .toList();
        int kallsyms = only(all, (module, at) -> module.pointsBehindItself(at));
        OptionalInt core = first(all, (module, at) -> module.isCoreLayout(at));
        OptionalInt text = core.isPresent() ? core : first(all, (module, at) -> module.isTextMemory(at));
        int start = text.orElseThrow(() -> Problem.of("text.noModuleLayout"));
        int bytes = start + (core.isPresent() ? 12 : 8);
        return new ModuleLayout(start, bytes, kallsyms, 0, 8, 16);
    }

    /** As much as is mapped. */
    private static BigEndian beginning(KernelMemory memory, long address) {
        for (int length = MOST_BYTES; length > PIECE; length -= PIECE) {
            int part = length;
            Known<BigEndian> bytes = Known.from(() -> memory.read(address, part));
            if (bytes.isKnown()) {
                return bytes.value();
            }
        }
        return new BigEndian(new byte[0]);
    }

    private interface Rule {
        boolean holds(Module module, int at);
    }

    private static OptionalInt first(List<Module> all, Rule rule) {
        int end = all.stream().mapToInt(module -> module.bytes().length()).min().orElse(0) - 40;
        IntPredicate fits = at -> all.stream().allMatch(module -> rule.holds(module, at));
        for (int at = NAME + NAME_BYTES; at <= end; at += Long.BYTES) {
            if (fits.test(at)) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    private static int only(List<Module> all, Rule rule) throws Problem {
        return first(all, rule).orElseThrow(() -> Problem.of("text.noModuleLayout"));
    }

    /** A module of the guest, as far as it could be read. */
    private record Module(long address, BigEndian bytes) {

        /** {@code kallsyms}, which points to {@code core_kallsyms} behind it once a module is loaded. */
        boolean pointsBehindItself(int at) {
            return bytes.u64(at) == address + at + Long.BYTES;
        }

        /** {@code struct module_layout} of Linux before 6.4: base, three sizes, one more, and the module itself. */
        boolean isCoreLayout(int at) {
            long size = bytes.u32(at + 8);
            long text = bytes.u32(at + 12);
            long fixed = bytes.u32(at + 16);
            return bytes.u64(at + 24) == address && isPage(at) && isSize(text) && text <= fixed && fixed <= size;
        }

        /** {@code struct module_memory} of Linux since 6.4: base, size and the module itself. */
        boolean isTextMemory(int at) {
            return bytes.u64(at + 16) == address && isPage(at) && isSize(bytes.u32(at + 8));
        }

        private boolean isPage(int at) {
            long base = bytes.u64(at);
            return base != 0 && (base & PAGE_OFFSET) == 0;
        }

        private static boolean isSize(long size) {
            return size > 0 && size <= MOST_TEXT;
        }
    }
}
