package org.zpcidebug.hypervisor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code info mtree} tells about DMA. Each function with a plugged device has an address space of its own. In it
 * there is always the region that its MSI-X messages go to ({@code msix-s390-UUUU}, UUUU the UID in hex); a translated
 * region ({@code iommu-s390-UUUU}, from 0 to the PAL) exactly while the guest has an I/O address translation
 * registered; and since QEMU 10.0 an alias of the guest's memory ({@code iommu-dm-s390-UUUU}) instead while the guest
 * has registered DMA without translation.
 *
 * @param spaces the address spaces by UID
 */
@SuppressWarnings("nls")
public record MemoryTree(Map<Integer, DmaSpace> spaces) {

    private static final Pattern REGION =
            Pattern.compile("\\s*([0-9a-f]{16})-([0-9a-f]{16}) \\(prio [^)]{1,40}\\): (?:alias )?"
                    + "(msix|iommu|iommu-dm)-s390-([0-9a-f]{4})(?: .*)?");

    private static final int LONGEST_LINE = 1000;

    /**
     * The DMA address space of a function.
     *
     * @param translated whether an I/O address translation is registered
     * @param limit the highest translated DMA address (PAL), unsigned; meaningless when nothing is translated
     * @param direct whether DMA goes to guest memory without translation
     */
    public record DmaSpace(boolean translated, long limit, boolean direct) {

        private static final DmaSpace EMPTY = new DmaSpace(false, 0, false);

        private DmaSpace with(String kind, long end) {
            return switch (kind) {
                case "iommu" -> new DmaSpace(true, end, direct);
                case "iommu-dm" -> new DmaSpace(translated, limit, true);
                default -> this;
            };
        }
    }

    /** Asks for the memory tree. */
    public static MonitorCommand<MemoryTree> query() {
        MonitorCommand<String> text = MonitorCommand.hmp("info mtree");
        return new MonitorCommand<>(text.name(), text.arguments(), text.reply().andThen(MemoryTree::parse));
    }

    /**
     * Reads the text of {@code info mtree}; lines of other regions are skipped.
     *
     * @throws IllegalArgumentException when the text is not a memory tree at all
     */
    public static MemoryTree parse(String text) {
        if (!text.contains("address-space: ")) {
            throw new IllegalArgumentException("no address space in the memory tree");
        }
        Map<Integer, DmaSpace> spaces = new HashMap<>();
        text.lines().filter(line -> line.length() <= LONGEST_LINE).forEach(line -> {
            Matcher region = REGION.matcher(line);
            if (region.matches() && !line.endsWith(" [disabled]")) {
                long end = Long.parseUnsignedLong(region.group(2), 16);
                spaces.merge(
                        Integer.parseInt(region.group(4), 16),
                        DmaSpace.EMPTY.with(region.group(3), end),
                        (before, now) -> before.with(region.group(3), end));
            }
        });
        return new MemoryTree(Map.copyOf(spaces));
    }

    /** The address space of the function with that UID; empty when QEMU shows none. */
    public Optional<DmaSpace> space(int uid) {
        return Optional.ofNullable(spaces.get(uid));
    }
}
