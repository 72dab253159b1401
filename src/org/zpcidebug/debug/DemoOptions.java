package org.zpcidebug.debug;

/**
 * What the demo guest is to do.
 *
 * @param memoryMiB the guest's memory
 * @param loopsPerSecond how often it goes through its PCI instructions; 0 is as often as it can
 * @param mappings how many pages each function maps for DMA
 * @param block whether it has a virtio-blk function
 * @param network whether it has a virtio-net function
 * @param random whether it has a virtio-rng function
 * @param further more options of the guest, words of the form name=value
 */
public record DemoOptions(
        int memoryMiB,
        int loopsPerSecond,
        int mappings,
        boolean block,
        boolean network,
        boolean random,
        String further) {

    /** Three functions, a gentle rate. */
    public static final DemoOptions DEFAULT = new DemoOptions(128, 100, 64, true, true, true, ""); //$NON-NLS-1$

    /** The least memory the guest runs in. */
    public static final int MIN_MEMORY = 64;

    /** More memory than this is of no use to the guest. */
    public static final int MAX_MEMORY = 2047;

    /** The most pages a function can be told to map from here. */
    public static final int MAX_MAPPINGS = 1_000_000;

    /** The highest rate that can be asked for. */
    public static final int MAX_RATE = 1_000_000;

    /** The longest text of further options; the guest's command line holds 896 characters. */
    public static final int MAX_FURTHER = 512;

    /** The same options with each within its bounds. */
    public DemoOptions bounded() {
        String words = further.strip();
        return new DemoOptions(
                Math.max(MIN_MEMORY, Math.min(MAX_MEMORY, memoryMiB)),
                Math.max(0, Math.min(MAX_RATE, loopsPerSecond)),
                Math.max(0, Math.min(MAX_MAPPINGS, mappings)),
                block,
                network,
                random,
                words.substring(0, Math.min(MAX_FURTHER, words.length())));
    }
}
