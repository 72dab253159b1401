package org.zpcidebug.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zpcidebug.linux.KallsymsData.Form;
import org.zpcidebug.s390.TestStorage;

/** Writes a kernel's symbol table for tests: each character is its own token, and two tokens are words. */
final class KallsymsEncoder {

    private static final Map<String, Integer> WORDS = Map.of("zpci_", 1, "get_", 2);

    private final Map<Long, List<String>> symbols = new TreeMap<>(Long::compareUnsigned);

    /** Adds a symbol with the letter of its type. */
    KallsymsEncoder add(char type, String name, long address) {
        symbols.computeIfAbsent(address, a -> new ArrayList<>()).add(type + name);
        return this;
    }

    private int count() {
        return symbols.values().stream().mapToInt(List::size).sum();
    }

    /** The tokens' texts. */
    private static String token(int number) {
        return WORDS.entrySet().stream()
                .filter(e -> e.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(number == 0 ? "" : Character.toString((char) number));
    }

    private static byte[] pack(String name) {
        String packed = name;
        for (Map.Entry<String, Integer> word : WORDS.entrySet()) {
            packed = packed.replace(word.getKey(), Character.toString((char) (int) word.getValue()));
        }
        return packed.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] names() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (List<String> names : symbols.values()) {
            for (String name : names) {
                byte[] packed = pack(name);
                if (packed.length < 0x80) {
                    out.write(packed.length);
                } else {
                    out.write(packed.length & 0x7f | 0x80);
                    out.write(packed.length >>> 7);
                }
                out.writeBytes(packed);
            }
        }
        return out.toByteArray();
    }

    /** The texts and, in the second array, the index. */
    private static byte[][] tokens() {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        ByteBuffer index = ByteBuffer.allocate(KallsymsData.TOKENS * Short.BYTES);
        for (int i = 0; i < KallsymsData.TOKENS; i++) {
            index.putShort((short) texts.size());
            texts.writeBytes(token(i).getBytes(StandardCharsets.ISO_8859_1));
            texts.write(0);
        }
        return new byte[][] {texts.toByteArray(), index.array()};
    }

    /**
     * Writes all parts one after the other.
     *
     * @param virtual the address at which the kernel sees what is at {@code absolute}
     * @return the lines for VMCOREINFO
     */
    String write(TestStorage storage, long absolute, long virtual, Form form) {
        StringBuilder lines = new StringBuilder();
        long at = absolute;
        storage.u32(at, count());
        line(lines, "kallsyms_num_syms", at - absolute + virtual);
        at += 8;
        byte[] names = names();
        storage.put(at, names);
        line(lines, "kallsyms_names", at - absolute + virtual);
        at = at + names.length + 7 & -8;
        byte[][] tokens = tokens();
        storage.put(at, tokens[0]);
        line(lines, "kallsyms_token_table", at - absolute + virtual);
        at = at + tokens[0].length + 7 & -8;
        storage.put(at, tokens[1]);
        line(lines, "kallsyms_token_index", at - absolute + virtual);
        at += tokens[1].length;
        long base = symbols.keySet().iterator().next();
        if (form == Form.RELATIVE_TO_BASE) {
            storage.u64(at, base);
            line(lines, "kallsyms_relative_base", at - absolute + virtual);
            at += 8;
        }
        line(lines, form == Form.ABSOLUTE ? "kallsyms_addresses" : "kallsyms_offsets", at - absolute + virtual);
        for (Map.Entry<Long, List<String>> entry : symbols.entrySet()) {
            for (int i = 0; i < entry.getValue().size(); i++) {
                at = value(storage, form, at, entry.getKey(), base, at - absolute + virtual);
            }
        }
        return lines.toString();
    }

    private static long value(TestStorage storage, Form form, long at, long address, long base, long self) {
        switch (form) {
            case RELATIVE_TO_BASE -> storage.u32(at, address - base);
            case RELATIVE_TO_SELF -> storage.u32(at, address - self);
            default -> storage.u64(at, address);
        }
        return at + form.bytes();
    }

    private static void line(StringBuilder lines, String name, long address) {
        lines.append("SYMBOL(")
                .append(name)
                .append(")=")
                .append(Long.toHexString(address))
                .append('\n');
    }
}
