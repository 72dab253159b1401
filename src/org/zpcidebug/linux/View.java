package org.zpcidebug.linux;

import java.util.Optional;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.linux.KernelTypes.Structure;
import org.zpcidebug.s390.BigEndian;

/**
 * A structure in the guest: its bytes and how they are laid out.
 *
 * @param layout how
 * @param address its virtual address
 * @param bytes its bytes
 */
@SuppressWarnings("nls")
record View(Layout layout, long address, BigEndian bytes) {

    /** The structures that are read whole are far smaller. */
    private static final int MAX_BYTES = 64 * 1024;

    /**
     * A kernel's structure, with what is needed to explain a member that is missing.
     *
     * @param name its tag
     * @param source where the layout comes from
     */
    record Layout(String name, Structure structure, Source source) {

        /** The layout of that structure. */
        static Layout of(KernelTypes types, String name) throws Problem {
            Structure structure = types.structure(name)
                    .orElseThrow(() ->
                            Problem.of(types.source() == Source.SCAN ? "types.scanned" : "types.noStructure", name));
            if (structure.bytes() > MAX_BYTES) {
                throw Problem.of("types.noStructure", name);
            }
            return new Layout(name, structure, types.source());
        }

        /** Whether this kernel's structure has that member. */
        boolean has(String path) {
            return structure.field(path).isPresent();
        }

        /** The place of a member. */
        Field field(String path) throws Problem {
            Optional<Field> field = structure.field(path);
            if (field.isEmpty()) {
                throw Problem.of(source == Source.SCAN ? "types.scanned" : "types.noField", name, path);
            }
            return field.get();
        }

        /** How far a member is from the beginning; at least that many bytes lie there. */
        int offset(String path, int length) throws Problem {
            int offset = field(path).offset();
            if (offset > structure.bytes() - length) {
                throw Problem.of("types.noField", name, path);
            }
            return offset;
        }
    }

    /** A structure in the guest's memory. */
    static View read(KernelMemory memory, Layout layout, long address) throws Problem {
        return new View(layout, address, memory.read(address, layout.structure().bytes()));
    }

    /** The member as an unsigned number. */
    long number(String path) throws Problem {
        Field field = layout.field(path);
        if (!field.fits(bytes.length()) || field.bits() > Long.SIZE) {
            throw Problem.of("types.noField", layout.name(), path);
        }
        return field.unsigned(bytes);
    }

    /** The member as an unsigned number, or why there is none. */
    Known<Long> get(String path) {
        return Known.from(() -> number(path));
    }

    /** As {@link #get}, for members of at most 31 bits. */
    Known<Integer> small(String path) {
        return get(path).map(Long::intValue);
    }
}
