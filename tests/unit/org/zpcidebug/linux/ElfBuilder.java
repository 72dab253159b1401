package org.zpcidebug.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes 64-bit s390 ELF files with sections for tests. */
final class ElfBuilder {

    private static final int HEADER = 64;

    private final List<String> names = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();
    private final List<Integer> links = new ArrayList<>();

    ElfBuilder() {
        section("", 0, new byte[0], 0);
    }

    /** Adds a section and gives its number. */
    int section(String name, int type, byte[] content, int link) {
        names.add(name);
        types.add(type);
        contents.add(content);
        links.add(link);
        return names.size() - 1;
    }

    ElfBuilder buildId(String buildId) {
        byte[] id = HexFormat.of().parseHex(buildId);
        ByteBuffer note = ByteBuffer.allocate(32 + 16 + id.length);
        // A note of somebody else, then the one that counts.
        note.putInt(4)
                .putInt(4)
                .putInt(1)
                .put("Xen\0".getBytes(StandardCharsets.US_ASCII))
                .putInt(0);
        note.putInt(4)
                .putInt(id.length)
                .putInt(3)
                .put("GNU\0".getBytes(StandardCharsets.US_ASCII))
                .put(id);
        section(".notes", 7, java.util.Arrays.copyOf(note.array(), note.position()), 0);
        return this;
    }

    /** Adds a symbol table: names, types and addresses by turns. */
    ElfBuilder symbols(Object... words) {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        texts.write(0);
        ByteBuffer table = ByteBuffer.allocate(24 * (words.length / 3 + 1));
        table.position(24);
        for (int i = 0; i < words.length; i += 3) {
            table.putInt(texts.size())
                    .put((byte) (int) words[i + 1])
                    .put((byte) 0)
                    .putShort((short) 1);
            table.putLong((long) words[i + 2]).putLong(0);
            texts.writeBytes(((String) words[i]).getBytes(StandardCharsets.US_ASCII));
            texts.write(0);
        }
        int strings = section(".strtab", 3, texts.toByteArray(), 0);
        section(".symtab", 2, table.array(), strings);
        return this;
    }

    byte[] build() {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        int[] nameOffsets = new int[names.size() + 1];
        names.add(".shstrtab");
        for (int i = 0; i < names.size(); i++) {
            nameOffsets[i] = texts.size();
            texts.writeBytes(names.get(i).getBytes(StandardCharsets.US_ASCII));
            texts.write(0);
        }
        names.remove(names.size() - 1);
        section(".shstrtab", 3, texts.toByteArray(), 0);
        int bytes = contents.stream().mapToInt(c -> c.length).sum();
        ByteBuffer file = ByteBuffer.allocate(HEADER + bytes + 64 * names.size());
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 2, 1});
        file.putShort(0x10, (short) 2).putShort(0x12, (short) 22);
        file.putLong(0x28, HEADER + bytes).putShort(0x3a, (short) 64);
        file.putShort(0x3c, (short) names.size()).putShort(0x3e, (short) (names.size() - 1));
        file.position(HEADER);
        int offset = HEADER;
        contents.forEach(file::put);
        for (int i = 0; i < names.size(); i++) {
            int header = file.position();
            file.putInt(nameOffsets[i]).putInt(types.get(i)).putLong(0).putLong(0);
            file.putLong(offset).putLong(contents.get(i).length).putInt(links.get(i));
            file.position(header + 64);
            offset += contents.get(i).length;
        }
        return file.array();
    }
}
