package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.s390.TestStorage;

/**
 * Modules of a kernel that does not tell its types, written to storage for tests: those before Linux 6.4, or since. The
 * places of members are unlike those of any real kernel.
 */
final class SmallModules implements KernelSymbols {

    static final int MEMORY = 1 << 20;

    /** What the modules are made of, for whoever changes some of it. */
    static final long DATA = 0x1_0000;

    private static final long HEAD = 0x2000;
    private static final long USER = 0x1000;
    private static final int MODULE_ROOM = 0x2000;
    private static final int CORE = 0x140;
    private static final int KALLSYMS = 0x1c0;

    final TestStorage storage = new TestStorage(MEMORY);
    private final boolean isOld;
    private final KernelMemory memory;
    private long last = HEAD;

    SmallModules(boolean isOld) {
        this.isOld = isOld;
        memory = new KernelMemory(
                storage,
                new KernelAddressSpace(
                        storage,
                        VmCoreInfo.parse("KERNELOFFSET=0\n".getBytes(StandardCharsets.US_ASCII)),
                        OsInfo.find(storage),
                        MEMORY));
        // print_modules: LARL R1,HEAD; BR R14.
        storage.u16(USER, 0xc010).u32(USER + 2, (HEAD - USER) / 2).u16(USER + 6, 0x07fe);
        link(HEAD, HEAD);
    }

    private void link(long from, long to) {
        storage.u64(from, to).u64(to + 8, from);
    }

    /** Loads a module with two functions, each of which is a PCIWB. */
    long load(String name, int number) {
        long module = DATA + (long) number * MODULE_ROOM;
        long text = module + 0x1000;
        link(last, module + ModuleLayout.LIST);
        last = module + ModuleLayout.LIST;
        link(last, HEAD);
        put(module + ModuleLayout.NAME, name);
        storage.u64(module + CORE, text);
        if (isOld) {
            storage.u32(module + CORE + 8, 0x1000).u32(module + CORE + 12, 8).u32(module + CORE + 16, 16);
            storage.u64(module + CORE + 24, module);
        } else {
            storage.u32(module + CORE + 8, 8).u64(module + CORE + 16, module);
        }
        storage.u32(text, 0xb9d50000L).u32(text + 4, 0xb9d50000L);
        long table = module + KALLSYMS + 8;
        storage.u64(module + KALLSYMS, table);
        storage.u64(table, module + 0x400).u32(table + 8, 3).u64(table + 16, module + 0x500);
        put(module + 0x500, "\0first\0second");
        symbol(module + 0x418, 7, text + 4);
        symbol(module + 0x430, 1, text);
        return module;
    }

    private void symbol(long at, int name, long value) {
        storage.u32(at, name).u8(at + 4, 0x12).u64(at + 8, value);
    }

    private void put(long address, String text) {
        storage.put(address, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The list; the symbols name a function that goes through it, and not the list itself. */
    Known<KernelModules> find() {
        return KernelModules.of(memory, KernelTypes.NONE, this);
    }

    @Override
    public Source source() {
        return Source.KALLSYMS;
    }

    @Override
    public OptionalLong address(String name) {
        return name.equals("print_modules") ? OptionalLong.of(USER) : OptionalLong.empty();
    }

    @Override
    public Optional<Place> at(long address) {
        return Optional.of(new Place("print_modules", 0, 8));
    }
}
