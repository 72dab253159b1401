package org.zpcidebug.intercept;

import java.util.Locale;
import org.zpcidebug.s390.PciInstruction;

/**
 * A place in the guest's code where it executes a PCI instruction.
 *
 * @param address as the guest's CPUs address it
 * @param instruction what stands there
 * @param function the function it belongs to, or the name of the place itself; empty text when there are no symbols
 * @param offset bytes from the beginning of that function
 */
@SuppressWarnings("nls")
public record Site(long address, PciInstruction instruction, String function, long offset) {

    /** For instance {@code zpci_mod_fc+0x34}; empty text when there are no symbols. */
    public String symbol() {
        return symbol(function, offset);
    }

    static String symbol(String function, long offset) {
        if (function.isEmpty() || offset == 0) {
            return function;
        }
        int module = function.indexOf(" [");
        String name = module < 0 ? function : function.substring(0, module);
        return String.format(Locale.ROOT, "%s+0x%x%s", name, offset, function.substring(name.length()));
    }
}
