package org.zpcidebug.intercept;

import java.util.Map;

/**
 * A CPU that stands at a site and is about to execute the instruction.
 *
 * @param cpu QEMU's number of the CPU
 * @param registers the CPU's, read as far as they are needed
 */
record Hit(int cpu, Site site, HitRegisters registers) {

    /** An operand that is in registers, by name; null where the instruction has none of that name. */
    Long operand(String name) {
        return RegisterOperands.one(name, site.instruction(), registers);
    }

    /** All operands that are in registers. */
    Map<String, Long> operands() {
        registers.all();
        return RegisterOperands.of(site.instruction(), registers);
    }
}
