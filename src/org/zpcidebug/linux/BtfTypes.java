package org.zpcidebug.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Structures and enumerators by name out of BTF; what was asked for once is remembered. Not for several threads. */
final class BtfTypes implements KernelTypes {

    private static final int MAX_DEPTH = 32;
    /** More members than a search meets in any kernel: an end for structures that hold themselves. */
    private static final int MAX_VISITS = 100_000;

    private static final int POINTER_BITS = Long.SIZE;
    private static final int MEMBER_WORDS = 3;
    private static final int ENUM_WORDS = 2;
    private static final int ENUM64_WORDS = 3;
    private static final int BIT_OFFSET_MASK = 0xff_ffff;
    private static final int BIT_LENGTH_SHIFT = 24;
    private static final int ELEMENT_TYPE = 0;
    private static final int ELEMENTS = 2;

    private final Btf btf;
    private final Source source;
    private final Map<String, Optional<Structure>> structures = new HashMap<>();

    /** @param source BTF, or DWARF when it was made from that */
    BtfTypes(Btf btf, Source source) {
        this.btf = btf;
        this.source = source;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public Optional<Structure> structure(String name) {
        return structures.computeIfAbsent(name, this::find);
    }

    @Override
    public OptionalLong enumerator(String enumeration, String name) {
        OptionalInt type = btf.enumeration(enumeration);
        if (type.isEmpty()) {
            return OptionalLong.empty();
        }
        Known<OptionalLong> value = Known.from(() -> enumerator(type.getAsInt(), name));
        return value.orElse(OptionalLong.empty());
    }

    private OptionalLong enumerator(int type, String name) throws Problem {
        boolean wide = btf.kind(type) == Btf.ENUM64;
        int words = wide ? ENUM64_WORDS : ENUM_WORDS;
        for (int i = 0; i < btf.members(type); i++) {
            if (btf.text(btf.word(type, i * words)).equals(name)) {
                long low = btf.word(type, i * words + 1);
                long high = wide ? btf.word(type, i * words + 2) : low >> Integer.SIZE;
                return OptionalLong.of(high << Integer.SIZE | low & 0xffff_ffffL);
            }
        }
        return OptionalLong.empty();
    }

    private Optional<Structure> find(String name) {
        OptionalInt type = btf.structure(name);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Known<Structure> found = Known.from(() -> new BtfStructure(type.getAsInt()));
        return Optional.ofNullable(found.orElse(null));
    }

    /** One structure; members are looked for when they are asked for. */
    private final class BtfStructure implements Structure {

        private final int type;
        private final int bytes;
        private final Map<String, Optional<Field>> fields = new HashMap<>();
        private int visits;

        BtfStructure(int type) throws Problem {
            this.type = type;
            bytes = btf.sizeOrType(type);
            if (bytes < 0) {
                throw Btf.garbage();
            }
        }

        @Override
        public int bytes() {
            return bytes;
        }

        @Override
        public Optional<Field> field(String path) {
            visits = 0;
            return fields.computeIfAbsent(
                    path, p -> Known.from(() -> member(type, p, 0)).orElse(Optional.empty()));
        }

        /** Only members that lie in the structure count: their offsets are used to cut its bytes. */
        private Optional<Field> member(int structure, String path, int depth) throws Problem {
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            Optional<Member> found = find(structure, name, depth);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Member member = found.get();
            if (dot < 0) {
                return Optional.of(new Field(member.bitOffset, member.bits)).filter(f -> f.fits(bytes));
            }
            int inner = strip(member.type, depth);
            if (!isStructure(inner)) {
                return Optional.empty();
            }
            return member(inner, path.substring(dot + 1), depth + 1).flatMap(field -> moved(field, member.bitOffset));
        }

        private Optional<Field> moved(Field field, int bits) {
            long offset = (long) field.bitOffset() + bits;
            return offset > Integer.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(new Field((int) offset, field.bits())).filter(f -> f.fits(bytes));
        }

        private Optional<Member> find(int structure, String name, int depth) throws Problem {
            visits += btf.members(structure);
            if (depth > MAX_DEPTH || visits > MAX_VISITS) {
                throw Btf.garbage();
            }
            for (int i = 0; i < btf.members(structure); i++) {
                int nameOffset = btf.word(structure, i * MEMBER_WORDS);
                int memberType = btf.word(structure, i * MEMBER_WORDS + 1);
                int place = btf.word(structure, i * MEMBER_WORDS + 2);
                int offset = btf.hasBitFields(structure) ? place & BIT_OFFSET_MASK : place;
                if (nameOffset == 0) {
                    Optional<Member> nested = findInUnnamed(strip(memberType, depth), name, depth);
                    if (nested.isPresent()) {
                        return nested.map(m -> new Member(m.type, m.bitOffset + offset, m.bits));
                    }
                } else if (btf.text(nameOffset).equals(name)) {
                    int width = btf.hasBitFields(structure) ? place >>> BIT_LENGTH_SHIFT : 0;
                    return Optional.of(new Member(memberType, offset, width == 0 ? bits(memberType, depth) : width));
                }
            }
            return Optional.empty();
        }

        private Optional<Member> findInUnnamed(int type, String name, int depth) throws Problem {
            return isStructure(type) ? find(type, name, depth + 1) : Optional.empty();
        }
    }

    /** A member as it was found. */
    private record Member(int type, int bitOffset, int bits) {}

    private boolean isStructure(int type) throws Problem {
        int kind = btf.kind(type);
        return kind == Btf.STRUCT || kind == Btf.UNION;
    }

    /** The type without qualifiers and names given by typedef. */
    private int strip(int type, int depth) throws Problem {
        int stripped = type;
        for (int i = depth; i < MAX_DEPTH; i++) {
            switch (btf.kind(stripped)) {
                case Btf.TYPEDEF, Btf.VOLATILE, Btf.CONST, Btf.RESTRICT, Btf.TYPE_TAG ->
                    stripped = btf.sizeOrType(stripped);
                default -> {
                    return stripped;
                }
            }
        }
        throw Btf.garbage();
    }

    /** The length of a type; one without a length cannot be a member. */
    private int bits(int type, int depth) throws Problem {
        int stripped = strip(type, depth);
        long bits =
                switch (btf.kind(stripped)) {
                    case Btf.PTR -> POINTER_BITS;
                    case Btf.ARRAY ->
                        (long) bits(btf.word(stripped, ELEMENT_TYPE), depth + 1)
                                * Integer.toUnsignedLong(btf.word(stripped, ELEMENTS));
                    case Btf.INT, Btf.STRUCT, Btf.UNION, Btf.ENUM, Btf.ENUM64, Btf.FLOAT ->
                        (long) btf.sizeOrType(stripped) * Byte.SIZE;
                    default -> throw Btf.garbage();
                };
        if (bits < 0 || bits > Integer.MAX_VALUE) {
            throw Btf.garbage();
        }
        return (int) bits;
    }
}
