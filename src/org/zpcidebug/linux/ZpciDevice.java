package org.zpcidebug.linux;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.MeasurementBlock;

/**
 * What Linux believes of one PCI function: its {@code struct zpci_dev} and what that refers to.
 *
 * @param address virtual address of the structure
 * @param fid function id, unsigned 32 bit
 * @param handle the function handle
 * @param state what Linux believes of the configuration
 * @param uid user-defined id, 0 when there is none
 * @param pchid physical channel id
 * @param pfgid function group
 * @param pft function type
 * @param vfn virtual function number, 0 for a physical function
 * @param mio whether the function can be reached with memory I/O instructions
 * @param maxStoreBlock longest store block, in bytes
 * @param bars the base address registers that have a size
 * @param dma the DMA address space
 * @param interrupts how interrupts are set up
 * @param measurement the measurement block; empty when Linux has measurement switched off
 * @param counters Linux's own counters
 * @param pciAddress the device's name in Linux, DDDD:BB:dd.f
 * @param driver the name of its driver, empty text when it has none
 */
public record ZpciDevice(
        long address,
        long fid,
        FunctionHandle handle,
        Known<ConfigurationState> state,
        Known<Long> uid,
        Known<Integer> pchid,
        Known<Integer> pfgid,
        Known<Integer> pft,
        Known<Integer> vfn,
        Known<Boolean> mio,
        Known<Integer> maxStoreBlock,
        Known<List<Bar>> bars,
        Dma dma,
        Interrupts interrupts,
        Known<Optional<Measurement>> measurement,
        Counters counters,
        Known<String> pciAddress,
        Known<String> driver) {

    /**
     * A base address register as firmware gave it to Linux.
     *
     * @param value the register's low word, with its type bits
     * @param bytes its size
     * @param mapping Linux's number for it, from which the addresses that drivers use are made
     */
    public record Bar(int index, long value, long bytes, Known<Integer> mapping) {}

    /**
     * The DMA address space.
     *
     * @param window the DMA addresses that Linux uses, and registers when it registers tables
     * @param kind who manages it
     * @param table absolute address of the first translation table; empty when there is none
     * @param iota the anchor as Linux registers it; empty when it registers none
     */
    public record Dma(
            Known<DmaWindow> window, Known<DmaKind> kind, Known<OptionalLong> table, Known<Optional<Iota>> iota) {}

    /** Who manages a DMA address space. */
    public enum DmaKind {
        /** The kernel, for its drivers; every unmapping is made known at once. */
        KERNEL,
        /** The kernel, for its drivers; unmappings are made known in groups. */
        KERNEL_LAZY,
        /** A user of the IOMMU, for instance vfio. */
        USER,
        /** Nobody: DMA addresses are storage addresses. */
        IDENTITY,
        /** DMA is shut off. */
        BLOCKED,
        /** A kind that is not known here. */
        OTHER
    }

    /**
     * Interrupts as Linux has set them up.
     *
     * @param registration what Linux registered with the function, worked out from the same structures; empty when it
     *     has none
     * @param allocated number of interrupts that drivers have
     * @param limit highest number that the function offers
     * @param messageAddress where the function's messages go
     * @param indicators virtual address of {@code struct airq_iv}, 0 when there is none
     */
    public record Interrupts(
            Known<Optional<InterruptRegistration>> registration,
            Known<Integer> allocated,
            Known<Integer> limit,
            Known<Long> messageAddress,
            Known<Long> indicators) {}

    /**
     * The measurement block.
     *
     * @param address absolute
     * @param interval milliseconds between two updates
     */
    public record Measurement(long address, Known<Integer> interval, MeasurementBlock block) {}

    /**
     * Counters that Linux keeps itself, always up to date; which there are depends on the kernel. None while a function
     * has no DMA address space of the kernel's own.
     */
    public record Counters(
            Known<Long> allocatedPages,
            Known<Long> mappedPages,
            Known<Long> unmappedPages,
            Known<Long> globalRefreshes,
            Known<Long> syncMapRefreshes,
            Known<Long> syncRefreshes) {}
}
