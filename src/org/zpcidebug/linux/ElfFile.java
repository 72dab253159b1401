package org.zpcidebug.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.zpcidebug.s390.BigEndian;

/**
 * What is needed of a vmlinux: its build id, its sections by name, and its symbols. 64-bit big-endian files for s390
 * only. So little that the plugin has its own reader rather than a library.
 */
@SuppressWarnings("nls")
final class ElfFile implements AutoCloseable {

    /** The first six bytes: the magic, 64 bit, big-endian. */
    private static final long IDENTITY = 0x7f45_4c46_0202L;

    private static final int MACHINE_S390 = 22;
    private static final int HEADER_BYTES = 64;
    private static final int MACHINE = 0x12;
    private static final int SECTIONS_OFFSET = 0x28;
    private static final int SECTION_BYTES = 0x3a;
    private static final int SECTION_COUNT = 0x3c;
    private static final int SECTION_NAMES = 0x3e;

    private static final int SECTION_HEADER_BYTES = 64;
    private static final int TYPE = 0x04;
    private static final int OFFSET = 0x18;
    private static final int SIZE = 0x20;
    private static final int LINK = 0x28;
    private static final int NOTE = 7;
    private static final int NO_BITS = 8;
    private static final int MAX_SECTION = 256 << 20;
    private static final int MAX_NOTES = 1 << 20;
    private static final long MAX_BYTES = 8L << 30;

    private static final int NOTE_HEADER = 12;
    private static final int NOTE_BUILD_ID = 3;
    private static final String NOTE_NAME = "GNU\0";

    private final Path path;
    private final FileChannel file;
    private final List<Section> sections = new ArrayList<>();

    /** A section of the file. */
    record Section(String name, int type, long offset, long bytes, int link) {}

    private ElfFile(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** Opens a file and reads the list of its sections. */
    static ElfFile open(Path path) throws Problem {
        UserFile.check(path, MAX_BYTES);
        try {
            ElfFile elf = new ElfFile(path, FileChannel.open(path, StandardOpenOption.READ));
            boolean usable = false;
            try {
                elf.readSections();
                usable = true;
                return elf;
            } finally {
                if (!usable) {
                    elf.close();
                }
            }
        } catch (IOException e) {
            throw UserFile.unreadable(path, e);
        }
    }

    /** The section of that name. */
    Optional<Section> section(String name) {
        return sections.stream().filter(s -> s.name.equals(name)).findFirst();
    }

    /** The section that another one refers to. */
    Optional<Section> linked(Section section) {
        return section.link < sections.size() ? Optional.of(sections.get(section.link)) : Optional.empty();
    }

    /** The content of a section. */
    BigEndian content(Section section) throws Problem {
        if (section.type == NO_BITS || section.bytes < 0 || section.bytes > MAX_SECTION) {
            throw malformed();
        }
        return read(section.offset, (int) section.bytes);
    }

    /** The identity of the build in lower case hexadecimal, from the notes. */
    Optional<String> buildId() throws Problem {
        for (Section section : sections) {
            if (section.type == NOTE && section.bytes > 0 && section.bytes <= MAX_NOTES) {
                Optional<String> found = buildId(content(section));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws Problem {
        try {
            file.close();
        } catch (IOException e) {
            throw UserFile.unreadable(path, e);
        }
    }

    private static Optional<String> buildId(BigEndian notes) {
        int at = 0;
        while (at + NOTE_HEADER <= notes.length()) {
            long name = padded(notes.u32(at));
            long description = notes.u32(at + Integer.BYTES);
            long end = at + NOTE_HEADER + name + padded(description);
            if (end > notes.length()) {
                break;
            }
            int start = at + NOTE_HEADER;
            if (notes.u32(at + 2 * Integer.BYTES) == NOTE_BUILD_ID
                    && name == NOTE_NAME.length()
                    && NOTE_NAME.equals(new String(notes.bytes(start, (int) name), ISO_8859_1))) {
                return Optional.of(HexFormat.of().formatHex(notes.bytes(start + (int) name, (int) description)));
            }
            at = (int) end;
        }
        return Optional.empty();
    }

    private static long padded(long bytes) {
        return bytes + 3 & ~3L;
    }

    private void readSections() throws Problem {
        BigEndian header = read(0, HEADER_BYTES);
        if (header.u64(0) >>> Short.SIZE != IDENTITY
                || header.u16(MACHINE) != MACHINE_S390
                || header.u16(SECTION_BYTES) != SECTION_HEADER_BYTES) {
            throw Problem.of("elf.noElf", path.toString());
        }
        int count = header.u16(SECTION_COUNT);
        BigEndian table = read(header.u64(SECTIONS_OFFSET), count * SECTION_HEADER_BYTES);
        int names = header.u16(SECTION_NAMES);
        if (names >= count) {
            throw malformed();
        }
        BigEndian texts = content(section("", table.slice(names * SECTION_HEADER_BYTES, SECTION_HEADER_BYTES)));
        for (int i = 0; i < count; i++) {
            BigEndian entry = table.slice(i * SECTION_HEADER_BYTES, SECTION_HEADER_BYTES);
            sections.add(section(text(texts, entry.u32(0)), entry));
        }
    }

    private static Section section(String name, BigEndian entry) {
        return new Section(name, entry.s32(TYPE), entry.u64(OFFSET), entry.u64(SIZE), entry.s32(LINK) & 0xffff);
    }

    private String text(BigEndian texts, long offset) throws Problem {
        int end = (int) Math.min(offset, texts.length());
        int start = end;
        while (end < texts.length() && texts.u8(end) != 0) {
            end++;
        }
        if (end == texts.length()) {
            throw malformed();
        }
        return new String(texts.bytes(start, end - start), ISO_8859_1);
    }

    private BigEndian read(long offset, int length) throws Problem {
        try {
            if (offset < 0 || offset > file.size() - length) {
                throw malformed();
            }
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
                continue;
            }
            return new BigEndian(buffer.array());
        } catch (IOException e) {
            throw UserFile.unreadable(path, e);
        }
    }

    private Problem malformed() {
        return Problem.of("elf.malformed", path.toString());
    }
}
