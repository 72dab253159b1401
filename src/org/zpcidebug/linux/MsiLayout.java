package org.zpcidebug.linux;

import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.MsixEntry;

/**
 * Where Linux remembers the message of an irq (struct msi_desc, include/linux/msi.h): it reads the table of a function
 * never again, so this is what it wrote last.
 *
 * @param pointer offset of the pointer to the msi_desc in irq_desc
 * @param bytes of msi_desc that hold what follows
 * @param irq the first irq of the msi_desc
 * @param control vector control as last written; up to 5.14 {@code masked}
 * @param isMsix whether the message is in an MSI-X table
 */
@SuppressWarnings("nls")
record MsiLayout(int pointer, int bytes, Field irq, Field low, Field high, Field data, Field control, Field isMsix) {

    /** By the kernel's types. */
    static MsiLayout of(KernelTypes types, Layout descriptor) throws Problem {
        Layout message = Layout.of(types, "msi_desc");
        return new MsiLayout(
                descriptor.offset("irq_common_data.msi_desc", Long.BYTES),
                message.structure().bytes(),
                message.field("irq"),
                message.field("msg.address_lo"),
                message.field("msg.address_hi"),
                message.field("msg.data"),
                first(message, "pci.msix_ctrl", "msix_ctrl", "masked"),
                first(message, "pci.msi_attrib.is_msix", "msi_attrib.is_msix"));
    }

    private static Field first(Layout layout, String... paths) throws Problem {
        for (String path : paths) {
            if (layout.has(path)) {
                return layout.field(path);
            }
        }
        return layout.field(paths[0]);
    }

    /** The entry that Linux wrote for that irq. */
    MsixEntry entry(BigEndian message, int number) throws Problem {
        if (irq.unsigned(message) != number) {
            throw Problem.of("irq.changed");
        }
        if (isMsix.unsigned(message) == 0) {
            throw Problem.of("irq.noMsix");
        }
        return MsixEntry.of(
                low.unsigned(message), high.unsigned(message), data.unsigned(message), control.unsigned(message));
    }
}
