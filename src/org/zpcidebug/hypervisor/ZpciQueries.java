package org.zpcidebug.hypervisor;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The zpci objects, which make PCI devices functions of the guest, as QEMU's object model shows them. They hang as links
 * on the bus of the zPCI host bridge, wherever they live: named by the user, without a name, or made by QEMU itself.
 * There is neither handle nor state nor translation root in it.
 */
@SuppressWarnings("nls")
public final class ZpciQueries {

    /** The host bridge; a machine without it has no zPCI. */
    public static final String HOST_BRIDGE = "/machine/s390-pcihost";

    /** The bus that the zpci objects hang on. */
    public static final String ZPCI_BUS = HOST_BRIDGE + "/s390-pcibus.0";

    /** The root bus of the PCI devices behind them. */
    public static final String PCI_BUS = HOST_BRIDGE + "/pci.0";

    private static final Pattern CHILD = Pattern.compile("child\\[[0-9]{1,9}\\]");

    private ZpciQueries() {}

    /**
     * The links to the zpci objects, for instance {@code child[3]}. QEMU never uses a name twice, so that an unchanged
     * name means an unchanged object.
     */
    public static MonitorCommand<List<String>> children() {
        MonitorCommand<List<QomQueries.Property>> list = QomQueries.list(ZPCI_BUS);
        return new MonitorCommand<>(list.name(), list.arguments(), reply -> list.reply().apply(reply).stream()
                .filter(property -> CHILD.matcher(property.name()).matches()
                        && property.linkType().equals("zpci"))
                .map(QomQueries.Property::name)
                .sorted()
                .toList());
    }

    /** The QOM path of the object that a link of {@link #children()} leads to. */
    public static MonitorCommand<String> path(String child) {
        return QomQueries.text(ZPCI_BUS, child);
    }

    /** The user-defined id of the function, 0..0xffff. */
    public static MonitorCommand<Long> uid(String path) {
        return QomQueries.number(path, "uid", 0, 0xffff);
    }

    /** The id of the function, unsigned 32 bit. */
    public static MonitorCommand<Long> fid(String path) {
        return QomQueries.number(path, "fid", 0, 0xffff_ffffL);
    }

    /** The id of the PCI device that the object is for; it may not be plugged yet. */
    public static MonitorCommand<String> target(String path) {
        return QomQueries.text(path, "target");
    }

    /** Whether PCI loads and stores of the guest are interpreted by the machine; the value in effect since plugging. */
    public static MonitorCommand<Boolean> interpreted(String path) {
        return QomQueries.flag(path, "interpret");
    }

    /** Whether interrupts are forwarded by the machine; the value in effect since plugging. */
    public static MonitorCommand<Boolean> forwardingAssist(String path) {
        return QomQueries.flag(path, "forwarding-assist");
    }

    /** Whether the guest may register DMA without translation; there since QEMU 10.0. */
    public static MonitorCommand<Boolean> relaxedTranslation(String path) {
        return QomQueries.flag(path, "relaxed-translation");
    }
}
