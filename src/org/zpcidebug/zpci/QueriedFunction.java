package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.BigEndian;

/**
 * The response to CLP query PCI function (QEMU include/hw/s390x/s390-pci-clp.h: ClpRspQueryPci).
 *
 * @param vfn virtual function number
 * @param pfgid function group
 * @param fid function id, unsigned 32 bit
 * @param barExponents the size of BAR n is 2 to this power; 0 for none
 * @param pchid physical channel id
 * @param barValues the low words of the BARs, as PCI keeps them
 * @param measurementWords length of the measurement block in words, 0 when it is not told
 * @param pft function type
 * @param window the DMA addresses that the hypervisor allows
 * @param uid user-defined id, 0 for none
 */
public record QueriedFunction(
        int vfn,
        int pfgid,
        long fid,
        List<Integer> barExponents,
        int pchid,
        List<Long> barValues,
        int measurementWords,
        int pft,
        DmaWindow window,
        long uid) {

    /** Length of the response, header included, as far as it is decoded; QEMU gives at least this. */
    public static final int BYTES = 0xc0;

    private static final int BARS = 6;
    private static final int VFN = 0x10;
    private static final int PFGID = 0x13;
    private static final int FID = 0x14;
    private static final int EXPONENTS = 0x18;
    private static final int PCHID = 0x1e;
    private static final int BAR_VALUES = 0x20;
    private static final int MEASUREMENT = 0x3e;
    private static final int PFT = 0x3f;
    private static final int START = 0x40;
    private static final int END = 0x48;
    private static final int UID = 0x7c;

    /** Copies the lists. */
    public QueriedFunction {
        barExponents = List.copyOf(barExponents);
        barValues = List.copyOf(barValues);
    }

    /** Decodes the first {@link #BYTES} bytes. */
    public static QueriedFunction of(BigEndian response) {
        List<Integer> exponents = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        for (int bar = 0; bar < BARS; bar++) {
            exponents.add(response.u8(EXPONENTS + bar));
            values.add(
                    Integer.toUnsignedLong(Integer.reverseBytes((int) response.u32(BAR_VALUES + bar * Integer.BYTES))));
        }
        return new QueriedFunction(
                response.u16(VFN),
                response.u8(PFGID),
                response.u32(FID),
                exponents,
                response.u16(PCHID),
                values,
                response.u8(MEASUREMENT),
                response.u8(PFT),
                new DmaWindow(response.u64(START), response.u64(END)),
                response.u32(UID));
    }
}
