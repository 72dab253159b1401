package org.zpcidebug.linux;

import java.util.OptionalLong;

/**
 * Fits the symbols of a file to the kernel that runs. The addresses that VMCOREINFO tells must all be those of the file,
 * moved by one distance: a System.map has no build id, and this is as good.
 */
@SuppressWarnings("nls")
final class FileSymbols {

    private static final int ENOUGH = 4;
    private static final String ANCHOR = "_stext";

    /** In some kernels a pointer whose content is told in place of its address. */
    private static final String MAY_DIFFER = "mem_section";

    private FileSymbols() {}

    /** Moves the table, or says that it belongs to another kernel. */
    static SymbolTable fit(SymbolTable file, VmCoreInfo info, String name) throws Problem {
        OptionalLong there = file.address(ANCHOR);
        OptionalLong here = info.symbol(ANCHOR);
        if (there.isEmpty() || here.isEmpty()) {
            throw Problem.of("file.otherKernel", name);
        }
        SymbolTable moved = file.shiftedBy(here.getAsLong() - there.getAsLong());
        int equal = 0;
        for (String symbol : info.symbols()) {
            if (moved.has(symbol, info.symbol(symbol).orElse(0))) {
                equal++;
            } else if (moved.address(symbol).isPresent() && !symbol.equals(MAY_DIFFER)) {
                throw Problem.of("file.otherKernel", name);
            }
        }
        if (equal < ENOUGH) {
            throw Problem.of("file.otherKernel", name);
        }
        return moved;
    }
}
