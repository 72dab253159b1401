package org.zpcidebug.linux;

import org.zpcidebug.zpci.MsixEntry;

/**
 * An irq as Linux knows it, without its counts.
 *
 * @param irq Linux's number
 * @param address virtual address of its {@code struct irq_desc}
 * @param counter what the addresses of its counters have in common: add a CPU's offset; 0 when there are none
 * @param handler the name that the driver gave, as in /proc/interrupts; empty text when no handler is registered
 * @param message what Linux wrote to the function's MSI-X table, as Linux remembers it: a function that lost it shows
 *     another
 */
public record IrqDescription(int irq, long address, long counter, Known<String> handler, Known<MsixEntry> message) {}
