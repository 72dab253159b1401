package org.zpcidebug.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zpcidebug.s390.BigEndian;

/** Writes BTF for tests; each method adds a type and gives its number. */
final class BtfBuilder {

    private final ByteArrayOutputStream types = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private int count;

    BtfBuilder() {
        strings.write(0);
        offsets.put("", 0);
    }

    /** A member; bits is 0 unless it is a bit field. */
    record Member(String name, int type, int bitOffset, int bits) {

        static Member at(String name, int type, int byteOffset) {
            return new Member(name, type, byteOffset * Byte.SIZE, 0);
        }
    }

    int integer(String name, int bytes) {
        int number = type(name, Btf.INT, 0, false, bytes);
        word(bytes * Byte.SIZE);
        return number;
    }

    int pointer(int to) {
        return type("", Btf.PTR, 0, false, to);
    }

    int modifier(int kind, String name, int of) {
        return type(name, kind, 0, false, of);
    }

    int array(int element, int index, int elements) {
        int number = type("", Btf.ARRAY, 0, false, 0);
        word(element);
        word(index);
        word(elements);
        return number;
    }

    int structure(String name, int bytes, Member... members) {
        return composite(Btf.STRUCT, name, bytes, members);
    }

    int union(String name, int bytes, Member... members) {
        return composite(Btf.UNION, name, bytes, members);
    }

    int enumeration(String name, String... enumerators) {
        int number = type(name, Btf.ENUM, enumerators.length, false, Integer.BYTES);
        for (int i = 0; i < enumerators.length; i++) {
            word(string(enumerators[i]));
            word(i - 1);
        }
        return number;
    }

    int enumeration64(String name, String enumerator, long value) {
        int number = type(name, Btf.ENUM64, 1, false, Long.BYTES);
        word(string(enumerator));
        word((int) value);
        word((int) (value >>> Integer.SIZE));
        return number;
    }

    /** A type of any kind with words after it. */
    int raw(String name, int kind, int members, int sizeOrType, int... words) {
        int number = type(name, kind, members, false, sizeOrType);
        for (int word : words) {
            word(word);
        }
        return number;
    }

    BigEndian build() {
        ByteBuffer all = ByteBuffer.allocate(Btf.HEADER_BYTES + types.size() + strings.size());
        all.putLong(Btf.FIRST_BYTES);
        all.putInt(0).putInt(types.size()).putInt(types.size()).putInt(strings.size());
        all.put(types.toByteArray()).put(strings.toByteArray());
        return new BigEndian(all.array());
    }

    private int composite(int kind, String name, int bytes, Member... members) {
        boolean bitFields = false;
        for (Member member : members) {
            bitFields |= member.bits != 0;
        }
        int number = type(name, kind, members.length, bitFields, bytes);
        for (Member member : members) {
            word(string(member.name));
            word(member.type);
            word(bitFields ? member.bits << 24 | member.bitOffset : member.bitOffset);
        }
        return number;
    }

    private int type(String name, int kind, int members, boolean flag, int sizeOrType) {
        word(string(name));
        word((flag ? 1 << 31 : 0) | kind << 24 | members);
        word(sizeOrType);
        count++;
        return count;
    }

    private int string(String text) {
        return offsets.computeIfAbsent(text, t -> {
            int offset = strings.size();
            strings.writeBytes(t.getBytes(StandardCharsets.ISO_8859_1));
            strings.write(0);
            return offset;
        });
    }

    private void word(int value) {
        types.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }
}
