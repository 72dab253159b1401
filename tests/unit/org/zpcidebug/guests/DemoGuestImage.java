package org.zpcidebug.guests;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.testing.Repository;

/** The ELF file of the demo guest: its symbols and what it loads. */
final class DemoGuestImage {

    private static final int SYMBOL_TABLE = 2;
    private static final int LOADED = 1;

    private final BigEndian file;
    private final Map<String, Long> symbols = new HashMap<>();

    private DemoGuestImage(byte[] bytes) {
        file = new BigEndian(bytes);
        for (int i = 0; i < file.u16(0x3c); i++) {
            if (file.u32(section(i) + 0x04) == SYMBOL_TABLE) {
                readSymbols(section(i));
            }
        }
    }

    /** The file that is kept beside the sources. */
    static DemoGuestImage kept() throws IOException {
        return new DemoGuestImage(Files.readAllBytes(Repository.path("guests/demo/zpci-demo.elf")));
    }

    /** Addresses of PCI instructions by symbol, "site_..." each. */
    Map<String, Long> sites() {
        return symbols.entrySet().stream()
                .filter(symbol -> symbol.getKey().startsWith("site_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What is loaded at that address. */
    BigEndian at(long address, int length) {
        for (int i = 0; i < file.u16(0x38); i++) {
            int header = (int) file.u64(0x20) + i * file.u16(0x36);
            long offset = address - file.u64(header + 0x10);
            if (file.u32(header) == LOADED && offset >= 0 && offset + length <= file.u64(header + 0x20)) {
                return file.slice((int) (file.u64(header + 0x08) + offset), length);
            }
        }
        throw new AssertionError("Nothing is loaded at 0x" + Long.toHexString(address));
    }

    private int section(int index) {
        return (int) file.u64(0x28) + index * file.u16(0x3a);
    }

    private void readSymbols(int header) {
        int names = (int) file.u64(section((int) file.u32(header + 0x28)) + 0x18);
        int first = (int) file.u64(header + 0x18);
        for (int at = first; at < first + file.u64(header + 0x20); at += 24) {
            symbols.put(text(names + (int) file.u32(at)), file.u64(at + 8));
        }
    }

    private String text(int offset) {
        StringBuilder text = new StringBuilder();
        for (int i = offset; file.u8(i) != 0; i++) {
            text.append((char) file.u8(i));
        }
        return text.toString();
    }
}
