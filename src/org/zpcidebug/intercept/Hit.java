package org.zpcidebug.intercept;

import java.util.Map;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * A CPU that stands at a site and is about to execute the instruction.
 *
 * @param cpu QEMU's number of the CPU
 * @param registers the CPU's
 * @param operands those in registers, by name
 */
record Hit(int cpu, Site site, GeneralRegisters registers, Map<String, Long> operands) {

    static Hit of(int cpu, Site site, GeneralRegisters registers) {
        return new Hit(cpu, site, registers, RegisterOperands.of(site.instruction(), registers));
    }
}
