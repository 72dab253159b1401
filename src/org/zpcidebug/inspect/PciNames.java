package org.zpcidebug.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of the PCI vendors, devices and classes that a guest on this machine can have, from {@code pci-names.tsv}: those
 * that QEMU emulates, and what is passed through to guests on IBM Z and LinuxONE. Others stay numbers.
 */
@SuppressWarnings("nls")
public final class PciNames {

    private static final Map<String, String> NAMES = read();

    private PciNames() {}

    /** The vendor's name, empty when it is not in our list. */
    public static String vendor(int vendor) {
        return NAMES.getOrDefault(String.format("vendor %04x", vendor), "");
    }

    /** The device's name, empty when it is not in our list. */
    public static String device(int vendor, int device) {
        return NAMES.getOrDefault(String.format("device %04x:%04x", vendor, device), "");
    }

    /** What devices of a class do; the base class's name when the sub class has none; empty when neither is known. */
    public static String pciClass(int pciClass) {
        String exact = NAMES.get(String.format("class %04x", pciClass));
        return exact != null ? exact : NAMES.getOrDefault(String.format("class %02x", pciClass >> 8), "");
    }

    private static Map<String, String> read() {
        Map<String, String> names = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(PciNames.class.getResourceAsStream("pci-names.tsv"), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] columns = line.split("\t", 3);
                        names.put(columns[0] + " " + columns[1], columns[2]);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(names);
    }
}
