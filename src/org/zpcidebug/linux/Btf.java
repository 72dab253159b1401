package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.zpcidebug.s390.BigEndian;

/**
 * BPF type information (BTF), big-endian, version 1, kinds up to 19. One pass finds where each type begins; what is
 * asked for is decoded then. Every reference is checked when it is followed, and no chain is followed for ever.
 */
@SuppressWarnings("nls")
final class Btf {

    /** The length of the header of version 1. */
    static final int HEADER_BYTES = 24;

    /** The first 8 bytes: magic, version, flags, length of the header. */
    static final long FIRST_BYTES = 0xeb9f_0100_0000_0018L;

    static final int INT = 1;
    static final int PTR = 2;
    static final int ARRAY = 3;
    static final int STRUCT = 4;
    static final int UNION = 5;
    static final int ENUM = 6;
    static final int TYPEDEF = 8;
    static final int VOLATILE = 9;
    static final int CONST = 10;
    static final int RESTRICT = 11;
    static final int FLOAT = 16;
    static final int TYPE_TAG = 18;
    static final int ENUM64 = 19;

    /** Bytes that follow a type's first 12, and for each of its members, by kind; kind 0 does not occur. */
    private static final int[] MORE = {-1, 4, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 0, 0};

    private static final int[] MORE_A_MEMBER = {0, 0, 0, 0, 12, 12, 8, 0, 0, 0, 0, 0, 0, 8, 0, 12, 0, 0, 0, 12};

    private static final int TYPE_BYTES = 12;
    private static final int MAX_TYPES = 4_000_000;
    private static final int MAX_NAME = 512;

    private static final int TYPE_OFFSET = 8;
    private static final int TYPE_LENGTH = 12;
    private static final int STRING_OFFSET = 16;
    private static final int STRING_LENGTH = 20;

    private final BigEndian types;
    private final BigEndian strings;
    /** Where each type begins; type numbers begin with 1. */
    private final int[] starts;

    private final Map<String, Integer> structures = new HashMap<>();
    private final Map<String, Integer> enumerations = new HashMap<>();

    private Btf(BigEndian types, BigEndian strings) throws Problem {
        this.types = types;
        this.strings = strings;
        starts = new int[count() + 1];
        int number = 1;
        for (int at = 0; at < types.length(); at += length(at)) {
            starts[number] = at;
            name(number, at);
            number++;
        }
    }

    /** Parses a whole BTF section. */
    static Btf parse(BigEndian bytes) throws Problem {
        long length = totalBytes(bytes);
        if (length > bytes.length()) {
            throw garbage();
        }
        int start = HEADER_BYTES;
        return new Btf(
                bytes.slice(start + (int) bytes.u32(TYPE_OFFSET), (int) bytes.u32(TYPE_LENGTH)),
                bytes.slice(start + (int) bytes.u32(STRING_OFFSET), (int) bytes.u32(STRING_LENGTH)));
    }

    /** How long the section is that begins with this header. */
    static long totalBytes(BigEndian header) throws Problem {
        if (header.length() < HEADER_BYTES || header.u64(0) != FIRST_BYTES) {
            throw garbage();
        }
        long typesEnd = header.u32(TYPE_OFFSET) + header.u32(TYPE_LENGTH);
        long stringsEnd = header.u32(STRING_OFFSET) + header.u32(STRING_LENGTH);
        return HEADER_BYTES + Math.max(typesEnd, stringsEnd);
    }

    /** The number of types. */
    int size() {
        return starts.length - 1;
    }

    /** The first structure or union with members of that name. */
    OptionalInt structure(String name) {
        return number(structures, name);
    }

    /** The first enumeration of that name. */
    OptionalInt enumeration(String name) {
        return number(enumerations, name);
    }

    int kind(int type) throws Problem {
        return kindAt(start(type));
    }

    /** How many members a type has. */
    int members(int type) throws Problem {
        return membersAt(start(type));
    }

    /** Whether the offsets of a structure's members also hold the lengths of bit fields. */
    boolean hasBitFields(int type) throws Problem {
        return types.s32(start(type) + Integer.BYTES) < 0;
    }

    /** A type's third word: a length or another type. */
    int sizeOrType(int type) throws Problem {
        return types.s32(start(type) + 2 * Integer.BYTES);
    }

    /** A word of what follows a type. */
    int word(int type, int index) throws Problem {
        return types.s32(start(type) + TYPE_BYTES + index * Integer.BYTES);
    }

    /** The text at that offset; texts that are too long or do not end are garbage. */
    String text(int offset) throws Problem {
        if (offset < 0 || offset >= strings.length()) {
            throw garbage();
        }
        int limit = Math.min(strings.length(), offset + MAX_NAME);
        int end = offset;
        while (end < limit && strings.u8(end) != 0) {
            end++;
        }
        if (end == limit) {
            throw garbage();
        }
        return new String(strings.bytes(offset, end - offset), StandardCharsets.ISO_8859_1);
    }

    static Problem garbage() {
        return Problem.of("btf.garbage");
    }

    private static OptionalInt number(Map<String, Integer> numbers, String name) {
        Integer number = numbers.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private int start(int type) throws Problem {
        if (type <= 0 || type >= starts.length) {
            throw garbage();
        }
        return starts[type];
    }

    private int kindAt(int at) {
        return types.u8(at + Integer.BYTES) & 0x1f;
    }

    private int membersAt(int at) {
        return types.u16(at + Integer.BYTES + Short.BYTES);
    }

    /** The length of the type that begins there; checks that it lies in the section. */
    private int length(int at) throws Problem {
        if (at + TYPE_BYTES > types.length()) {
            throw garbage();
        }
        int kind = kindAt(at);
        if (kind == 0 || kind >= MORE.length) {
            throw Problem.of("btf.kind", Integer.toString(kind));
        }
        int length = TYPE_BYTES + MORE[kind] + MORE_A_MEMBER[kind] * membersAt(at);
        if (at + length > types.length()) {
            throw garbage();
        }
        return length;
    }

    private int count() throws Problem {
        int count = 0;
        for (int at = 0; at < types.length(); at += length(at)) {
            count++;
            if (count > MAX_TYPES) {
                throw garbage();
            }
        }
        return count;
    }

    private void name(int number, int at) throws Problem {
        int kind = kindAt(at);
        int offset = types.s32(at);
        if (offset == 0 || membersAt(at) == 0) {
            return;
        }
        if (kind == STRUCT || kind == UNION) {
            structures.putIfAbsent(text(offset), number);
        } else if (kind == ENUM || kind == ENUM64) {
            enumerations.putIfAbsent(text(offset), number);
        }
    }
}
