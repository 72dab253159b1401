package org.zpcidebug.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.zpcidebug.s390.BigEndian;

/** The functions and variables in the symbol table of a vmlinux. */
@SuppressWarnings("nls")
final class ElfSymbols {

    private static final int ENTRY_BYTES = 24;
    private static final int INFO = 4;
    private static final int SECTION = 6;
    private static final int VALUE = 8;
    private static final int TYPE_MASK = 0xf;
    private static final int LAST_NAMED_TYPE = 2;
    private static final int MAX_NAME = 512;

    private ElfSymbols() {}

    /** Reads the table, with the addresses at which the kernel was linked. */
    static SymbolTable read(ElfFile elf) throws Problem {
        ElfFile.Section section = elf.section(".symtab").orElseThrow(() -> Problem.of("elf.noSymbols"));
        BigEndian entries = elf.content(section);
        BigEndian texts = elf.content(elf.linked(section).orElseThrow(() -> Problem.of("elf.noSymbols")));
        byte[] names = texts.bytes(0, texts.length());
        SymbolTable.Builder table = new SymbolTable.Builder(entries.length() / ENTRY_BYTES);
        for (int at = 0; at + ENTRY_BYTES <= entries.length(); at += ENTRY_BYTES) {
            int type = entries.u8(at + INFO) & TYPE_MASK;
            String name = name(names, entries.u32(at));
            if (type <= LAST_NAMED_TYPE && entries.u16(at + SECTION) != 0 && !name.isEmpty()) {
                table.add(name, entries.u64(at + VALUE));
            }
        }
        return table.build();
    }

    private static String name(byte[] names, long offset) {
        int start = (int) Math.min(offset, names.length);
        int end = start;
        while (end < names.length && names[end] != 0 && end - start < MAX_NAME) {
            end++;
        }
        return new String(names, start, end - start, ISO_8859_1);
    }
}
