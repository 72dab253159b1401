package org.zpcidebug.intercept;

import java.util.Optional;
import org.zpcidebug.intercept.ConfigurationImage.VirtioStructure;
import org.zpcidebug.intercept.ConfigurationImage.Window;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.ConfigSpace;

/**
 * What is in the BARs of a device, in words, where its configuration space tells: the MSI-X table and its pending bits, the
 * structures of a virtio device (VIRTIO 1.2, 4.1.4), the registers of an NVMe controller (NVM Express Base Specification
 * 2.0, 3.1.3).
 */
@SuppressWarnings("nls")
public final class BarRegisters {

    private static final int ENTRY = 16;
    private static final int WORD = 4;
    private static final int COMMON = 1;
    private static final int NOTIFY = 2;
    private static final int STATUS = 3;
    private static final int DEVICE = 4;
    private static final int COMMON_BYTES = 0x40;
    private static final int NVME = 0x010802;
    private static final int NVME_DOORBELLS = 0x1000;

    private final ConfigurationImage image;

    BarRegisters(ConfigurationImage image) {
        this.image = image;
    }

    /** Those of a device whose configuration space was read; none where it was not. */
    public static BarRegisters of(Known<ConfigSpace> space) {
        ConfigurationImage image = new ConfigurationImage();
        if (space.isKnown()) {
            image.learn(space.value().bytes());
        }
        return new BarRegisters(image);
    }

    /**
     * What is at a place, for instance {@code virtio common configuration: queue_select}; empty text when it has no name
     * that is known.
     *
     * @param bar the number of the BAR
     * @param offset bytes from its beginning
     */
    public String name(long bar, long offset) {
        Optional<Window> table = image.msixTable().filter(one -> one.holds(bar, offset));
        if (table.isPresent()) {
            long at = offset - table.get().offset();
            return text("msix", Long.toString(at / ENTRY), text("msix." + at % ENTRY / WORD));
        }
        Optional<Window> pending = image.msixPending().filter(one -> one.holds(bar, offset));
        if (pending.isPresent()) {
            return text("pending", Long.toString((offset - pending.get().offset()) * Byte.SIZE));
        }
        for (VirtioStructure structure : image.virtio()) {
            String name = structure.window().holds(bar, offset)
                    ? virtio(structure, offset - structure.window().offset())
                    : "";
            if (!name.isEmpty()) {
                return name;
            }
        }
        return bar == 0 && image.classCode() == NVME ? nvme(offset) : "";
    }

    /** Where the end of a structure is not known, only what has a place of its own in it is named. */
    private static String virtio(VirtioStructure structure, long at) {
        boolean isBounded = structure.window().bytes().isPresent();
        return switch (structure.type()) {
            case COMMON -> at < COMMON_BYTES ? field("virtio.common", at) : "";
            case NOTIFY -> isBounded ? notification(structure.multiplier(), at) : "";
            case STATUS -> isBounded || at == 0 ? text("virtio.status") : "";
            case DEVICE -> isBounded ? text("inside", text("virtio.device"), Long.toString(at)) : "";
            default -> "";
        };
    }

    private static String notification(long multiplier, long at) {
        return multiplier == 0 || at % multiplier != 0
                ? text("virtio.notify")
                : text(
                        "capability",
                        text("virtio.notify"),
                        text("virtio.notify.offset", Long.toString(at / multiplier)));
    }

    private static String nvme(long at) {
        return at < NVME_DOORBELLS
                ? field("nvme", at)
                : text("inside", text("nvme.doorbells"), Long.toString(at - NVME_DOORBELLS));
    }

    /** The register of a structure that begins at an offset or less than a word before it; empty text for none. */
    private static String field(String structure, long at) {
        String name = RegisterNames.beginning(structure, at);
        return name.isEmpty() ? "" : text("capability", text(structure), name);
    }

    private static String text(String key, Object... arguments) {
        return RegisterNames.text(key, arguments);
    }
}
