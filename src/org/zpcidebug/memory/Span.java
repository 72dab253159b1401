package org.zpcidebug.memory;

/**
 * A contiguous piece of RAM to be transferred in one go.
 *
 * @param range the RAM it lies in
 */
record Span(long address, int length, RamRange range) {

    /** Where it lies in QEMU's own address space. */
    long hostAddress() {
        return range.hostAddress() + (address - range.start());
    }
}
