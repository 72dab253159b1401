package org.zpcidebug.linux;

import java.util.Optional;
import java.util.OptionalLong;

/** The layout of a kernel's structures. */
public interface KernelTypes {

    /** Where the layout comes from. */
    enum Source {
        /** BPF type information, from the guest's memory or from a vmlinux. */
        BTF,
        /** Debug information of a vmlinux. */
        DWARF,
        /** A layout that comes with this program, for kernels of that release. */
        LAYOUT,
        /** Guessed by looking for known values in the guest's memory. */
        SCAN,
        /** Nowhere. */
        NONE
    }

    /** No types at all. */
    KernelTypes NONE = new KernelTypes() {
        @Override
        public Source source() {
            return Source.NONE;
        }

        @Override
        public Optional<Structure> structure(String name) {
            return Optional.empty();
        }

        @Override
        public OptionalLong enumerator(String enumeration, String name) {
            return OptionalLong.empty();
        }
    };

    /** Where the layout comes from. */
    Source source();

    /** A structure with members, by the name of its tag; empty when this kernel has none or it is not known. */
    Optional<Structure> structure(String name);

    /** The number of an enumerator, by the name of its enumeration's tag. */
    OptionalLong enumerator(String enumeration, String name);

    /** A structure. */
    interface Structure {

        /** Its length. */
        int bytes();

        /**
         * A member, or a member of a member, with dots in between. Members of structures and unions without a name
         * count as members of what is around them.
         */
        Optional<Field> field(String path);
    }
}
