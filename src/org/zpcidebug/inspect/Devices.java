package org.zpcidebug.inspect;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.hypervisor.PciDevice;
import org.zpcidebug.hypervisor.QomQueries;

/** The objects of the PCI devices behind the functions; each is looked up once while it stays plugged in its place. */
@SuppressWarnings("nls")
final class Devices {

    private static final String NAMED = "/machine/peripheral/";
    private static final Pattern HOST_ADDRESS = Pattern.compile(".*/([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])");

    private final Map<String, Entry> known = new HashMap<>();
    private final Map<String, BackOff> missing = new HashMap<>();

    private record Entry(int place, int vendor, int device, DeviceFacts facts) {

        private boolean isStill(PciDevice now) {
            return now != null && PciObjects.place(now) == place && now.vendor() == vendor && now.device() == device;
        }
    }

    /**
     * Brings what is known in line with the devices that are plugged now.
     *
     * @param plugged all PCI devices by id
     * @param wanted the ids of those behind functions
     */
    void update(Inquiry inquiry, Map<String, PciDevice> plugged, Set<String> wanted) {
        known.entrySet()
                .removeIf(entry ->
                        !wanted.contains(entry.getKey()) || !entry.getValue().isStill(plugged.get(entry.getKey())));
        missing.keySet().retainAll(wanted);
        long now = System.nanoTime();
        List<PciDevice> asked = wanted.stream()
                .filter(id -> plugged.containsKey(id)
                        && !known.containsKey(id)
                        && missing.computeIfAbsent(id, i -> new BackOff()).isDue(now))
                .map(plugged::get)
                .toList();
        if (!asked.isEmpty()) {
            find(inquiry, asked, List.copyOf(plugged.values()));
        }
    }

    /** What the device with that id says. */
    DeviceFacts facts(String id) {
        Entry entry = known.get(id);
        return entry == null ? DeviceFacts.unknown(Words.of("reason.deviceNotFound", id)) : entry.facts;
    }

    /** A device with an id lies under that name; the others are found by their place. */
    private void find(Inquiry inquiry, List<PciDevice> asked, List<PciDevice> plugged) {
        Map<PciDevice, String> paths = new LinkedHashMap<>();
        asked.forEach(device -> paths.put(device, NAMED + device.id()));
        Map<PciDevice, Answer<String>> types = types(inquiry, paths);
        if (types.values().stream().anyMatch(Answer::isNotFound)) {
            Map<Integer, String> places = PciObjects.find(inquiry, plugged);
            paths.keySet().removeIf(device -> types.get(device).isKnown());
            paths.replaceAll((device, path) -> places.getOrDefault(PciObjects.place(device), ""));
            paths.values().removeIf(String::isEmpty);
            types.putAll(types(inquiry, paths));
        }
        asked.forEach(
                device -> note(inquiry, device, paths.getOrDefault(device, NAMED + device.id()), types.get(device)));
    }

    private static Map<PciDevice, Answer<String>> types(Inquiry inquiry, Map<PciDevice, String> paths) {
        List<Answer<String>> answers = inquiry.askAll(paths.values().stream()
                .map(path -> QomQueries.text(path, "type"))
                .toList());
        Map<PciDevice, Answer<String>> types = new LinkedHashMap<>();
        int next = 0;
        for (PciDevice device : paths.keySet()) {
            types.put(device, answers.get(next++));
        }
        return types;
    }

    private void note(Inquiry inquiry, PciDevice device, String path, Answer<String> type) {
        if (!type.isKnown()) {
            missing.get(device.id()).failed(System.nanoTime());
            return;
        }
        missing.remove(device.id());
        DeviceFacts facts =
                new DeviceFacts(Value.hypervisor(path), type.toValue(), hostDevice(inquiry, path, type.value()));
        known.put(device.id(), new Entry(PciObjects.place(device), device.vendor(), device.device(), facts));
    }

    /**
     * Only vfio devices have one. QEMU fills in {@code sysfsdev} also when the user gave {@code host}; the latter is not
     * asked for, because old versions of QEMU abort when it is read and was not given.
     */
    private static Value<String> hostDevice(Inquiry inquiry, String path, String type) {
        if (!type.startsWith("vfio-pci")) {
            return Value.hypervisor("");
        }
        Value<String> device = inquiry.ask(QomQueries.text(path, "sysfsdev")).toValue();
        return device.isKnown() && device.value().isEmpty()
                ? Value.unknown(Words.of("reason.hostDeviceUnnamed"))
                : device.map(Devices::hostAddress);
    }

    /** The PCI address at the end of a sysfs path; the whole path where it names no address, as for mediated devices. */
    static String hostAddress(String sysfsPath) {
        Matcher address = HOST_ADDRESS.matcher(sysfsPath);
        return address.matches() ? address.group(1) : sysfsPath;
    }
}
