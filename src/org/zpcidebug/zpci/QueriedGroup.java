package org.zpcidebug.zpci;

import org.zpcidebug.s390.BigEndian;

/**
 * The response to CLP query PCI function group (QEMU include/hw/s390x/s390-pci-clp.h: ClpRspQueryPciGrp).
 *
 * @param interrupts the most interrupts that a function of the group may have (NOI)
 * @param version PCI version
 * @param relaxed whether DMA without translation is allowed
 * @param refresh whether a mapping that was made valid has to be made known with RPCIT
 * @param storeBlock longest store block, in bytes
 * @param interval milliseconds between updates of measurement blocks
 * @param designations the designation types of translation tables that are supported, a bit each
 * @param messageAddress where the functions' messages go
 */
public record QueriedGroup(
        int interrupts,
        int version,
        boolean relaxed,
        boolean refresh,
        int storeBlock,
        int interval,
        int designations,
        long messageAddress) {

    /** Length of the response, header included, as far as it is decoded. */
    public static final int BYTES = 0x30;

    private static final int NOI = 0x10;
    private static final int NOI_MASK = 0xfff;
    private static final int VERSION = 0x12;
    private static final int FLAGS = 0x13;
    private static final int RELAXED = 0x20;
    private static final int REFRESH = 0x01;
    private static final int STORE_BLOCK = 0x14;
    private static final int STORE_BLOCK_MASK = 0x1fff;
    private static final int INTERVAL = 0x16;
    private static final int DESIGNATIONS = 0x18;
    private static final int MESSAGE_ADDRESS = 0x28;

    /** Decodes the first {@link #BYTES} bytes. */
    public static QueriedGroup of(BigEndian response) {
        int flags = response.u8(FLAGS);
        return new QueriedGroup(
                response.u16(NOI) & NOI_MASK,
                response.u8(VERSION),
                (flags & RELAXED) != 0,
                (flags & REFRESH) != 0,
                response.u16(STORE_BLOCK) & STORE_BLOCK_MASK,
                response.u16(INTERVAL),
                response.u8(DESIGNATIONS),
                response.u64(MESSAGE_ADDRESS));
    }
}
