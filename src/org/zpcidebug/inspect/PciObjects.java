package org.zpcidebug.inspect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zpcidebug.hypervisor.PciDevice;
import org.zpcidebug.hypervisor.QomQueries;
import org.zpcidebug.hypervisor.ZpciQueries;

/**
 * Finds the objects of PCI devices that have no id by walking the buses of QEMU's object model: the one thing that such
 * an object shares with the list of PCI devices is its place.
 */
@SuppressWarnings("nls")
final class PciObjects {

    private static final int DEEPEST_BRIDGE = 32;

    private final Inquiry inquiry;
    private final List<PciDevice> devices;
    private final Map<Integer, String> found = new HashMap<>();
    private final Set<Integer> visited = new HashSet<>();

    private PciObjects(Inquiry inquiry, List<PciDevice> devices) {
        this.inquiry = inquiry;
        this.devices = devices;
    }

    /** The QOM paths of all PCI devices by {@link #place}. */
    static Map<Integer, String> find(Inquiry inquiry, List<PciDevice> devices) {
        PciObjects objects = new PciObjects(inquiry, devices);
        objects.walk(0, ZpciQueries.PCI_BUS, 0);
        return objects.found;
    }

    /** Bus, device and function number in one. */
    static int place(PciDevice device) {
        return device.bus() << 8 | device.devfn();
    }

    private void walk(int bus, String busPath, int depth) {
        if (depth > DEEPEST_BRIDGE || !visited.add(bus)) {
            return;
        }
        Answer<List<QomQueries.Property>> properties = inquiry.ask(QomQueries.list(busPath));
        if (!properties.isKnown()) {
            return;
        }
        List<String> paths = known(inquiry.askAll(properties.value().stream()
                .filter(property -> property.name().startsWith("child[")
                        && !property.linkType().isEmpty())
                .map(link -> QomQueries.text(busPath, link.name()))
                .toList()));
        List<Answer<Long>> places = inquiry.askAll(paths.stream()
                .map(path -> QomQueries.number(path, "addr", 0, 0xff))
                .toList());
        for (int i = 0; i < paths.size(); i++) {
            if (places.get(i).isKnown()) {
                found.put(bus << 8 | places.get(i).value().intValue(), paths.get(i));
            }
        }
        devices.stream()
                .filter(device -> device.bus() == bus && device.secondaryBus() > 0)
                .forEach(bridge -> walkBehind(bridge, depth));
    }

    private void walkBehind(PciDevice bridge, int depth) {
        String path = found.get(place(bridge));
        if (path == null) {
            return;
        }
        Answer<List<QomQueries.Property>> properties = inquiry.ask(QomQueries.list(path));
        if (properties.isKnown()) {
            properties.value().stream()
                    .filter(property -> property.childType().equals("PCI")
                            || property.childType().equals("PCIE"))
                    .findFirst()
                    .ifPresent(bus -> walk(bridge.secondaryBus(), path + "/" + bus.name(), depth + 1));
        }
    }

    private static List<String> known(List<Answer<String>> answers) {
        return answers.stream()
                .filter(answer -> answer.isKnown() && !answer.value().isEmpty())
                .map(Answer::value)
                .toList();
    }
}
