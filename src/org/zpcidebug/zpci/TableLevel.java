package org.zpcidebug.zpci;

import java.util.Optional;
import org.zpcidebug.Text;
import org.zpcidebug.zpci.Iota.Designation;

/**
 * The I/O translation tables from the page table up. Which bits of a DMA address choose an entry, and how large the
 * tables are, is as in QEMU (s390-pci-bus.h, 7.2 to 10.2) and Linux (asm/pci_dma.h, 5.10 to 7.2).
 */
@SuppressWarnings("nls")
public enum TableLevel {
    PAGE(12, 8),
    SEGMENT(20, 11),
    REGION_THIRD(31, 11),
    REGION_SECOND(42, 11),
    REGION_FIRST(53, 11);

    private static final int TYPE_UNIT = 4;

    private final int shift;
    private final int indexBits;

    TableLevel(int shift, int indexBits) {
        this.shift = shift;
        this.indexBits = indexBits;
    }

    /** The first table that an anchor designates; empty when it designates no table. */
    public static Optional<TableLevel> of(Designation designation) {
        return designation.isTable() ? Optional.of(values()[designation.ordinal() + 1]) : Optional.empty();
    }

    /** How many entries a table has. */
    public int entries() {
        return 1 << indexBits;
    }

    /** The size of a table in bytes. */
    public int tableBytes() {
        return Long.BYTES << indexBits;
    }

    /** How many bytes of DMA addresses one entry covers. */
    public long span() {
        return 1L << shift;
    }

    /** The entry for this DMA address. */
    public int index(long iova) {
        return (int) (iova >>> shift) & entries() - 1;
    }

    /** The highest of the DMA addresses from 0 on that a table of this level reaches with no other above it. */
    public long reach() {
        return this == REGION_FIRST ? -1 : (1L << shift + indexBits) - 1;
    }

    /** What the type bits of an entry have to be; page-table entries have none, so 0. */
    int typeBits() {
        return Math.max(0, ordinal() - 1) * TYPE_UNIT;
    }

    /** Whether it is one of the region tables. */
    public boolean isRegion() {
        return this.compareTo(REGION_THIRD) >= 0;
    }

    /**
     * The level below.
     *
     * @throws IndexOutOfBoundsException for a page table, which has none
     */
    public TableLevel below() {
        return values()[ordinal() - 1];
    }

    /** Its name in what is written for programs, for instance {@code region-third}. */
    public String id() {
        return switch (this) {
            case PAGE -> "page";
            case SEGMENT -> "segment";
            case REGION_THIRD -> "region-third";
            case REGION_SECOND -> "region-second";
            case REGION_FIRST -> "region-first";
        };
    }

    /** Its name for the user, for instance {@code region-third table}. */
    public String label() {
        return Text.of(TableLevel.class, "table." + name());
    }
}
