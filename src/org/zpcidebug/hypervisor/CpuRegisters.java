package org.zpcidebug.hypervisor;

/**
 * Registers of a CPU that tell what it lets interrupt it, as a {@link RegisterDump} holds them.
 *
 * @param number the CPU's place in the dump
 * @param pswMask the first doubleword of its PSW
 * @param control6 control register 6
 */
public record CpuRegisters(int number, long pswMask, long control6) {}
