package org.zpcidebug.linux;

import java.util.Optional;
import org.zpcidebug.s390.BigEndian;

/**
 * What is kept of a kernel between sessions: the bytes as they were in its memory, and in memory also what was made of
 * them.
 *
 * @param kallsyms its own symbol table
 * @param decoded that table decoded; not in files
 * @param btf its type information
 */
record KernelData(Optional<KallsymsData> kallsyms, Optional<Decoded> decoded, Optional<Types> btf) {

    /** Nothing. */
    static final KernelData NONE = new KernelData(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A decoded table.
     *
     * @param base what the addresses are relative to
     */
    record Decoded(SymbolTable table, long base) {

        /** The table with another base, which KASLR chose. */
        SymbolTable at(long newBase) {
            return table.shiftedBy(newBase - base);
        }
    }

    /**
     * Type information.
     *
     * @param bytes the whole section
     * @param parsed the same
     * @param source DWARF when it was made from a vmlinux without BTF
     */
    record Types(BigEndian bytes, Btf parsed, KernelTypes.Source source) {}

    /** With a decoded table. */
    KernelData with(KallsymsData newKallsyms, Decoded newDecoded) {
        return new KernelData(Optional.of(newKallsyms), Optional.of(newDecoded), btf);
    }

    /** With type information. */
    KernelData with(Types newBtf) {
        return new KernelData(kallsyms, decoded, Optional.of(newBtf));
    }

    /** Whether a file of the other has the same content. */
    boolean isStoredLike(KernelData other) {
        return kallsyms.equals(other.kallsyms)
                && btf.map(Types::bytes).equals(other.btf.map(Types::bytes))
                && btf.map(Types::source).equals(other.btf.map(Types::source));
    }
}
