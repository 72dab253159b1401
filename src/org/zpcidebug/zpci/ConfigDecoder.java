package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.zpcidebug.Text;
import org.zpcidebug.s390.Hex;

/**
 * Decodes a configuration space for a person: the header of devices (PCI 3.0, 6.1) and the capabilities that the devices
 * of s390x guests have. What is not decoded is named with its bytes left to the reader.
 */
@SuppressWarnings("nls")
public final class ConfigDecoder {

    private static final int BARS = 6;
    private static final int FIRST_BAR = 0x10;
    private static final int VIRTIO_VENDOR = 0x1af4;
    private static final int VENDOR_SPECIFIC = 0x09;

    private static final String[] COMMAND = {"io", "memory", "master", "", "", "", "parity", "", "serr", "", "intxOff"};
    private static final String[] STATUS = {"", "", "", "intx", "capabilities"};

    private final ConfigSpace space;

    private ConfigDecoder(ConfigSpace space) {
        this.space = space;
    }

    /** The header and all capabilities. */
    public static List<ConfigSection> sections(ConfigSpace space) {
        ConfigDecoder decoder = new ConfigDecoder(space);
        List<ConfigSection> sections = new ArrayList<>();
        sections.add(new ConfigSection(0, text("header"), decoder.header()));
        for (PciCapability capability : space.capabilities()) {
            sections.add(
                    new ConfigSection(capability.offset(), decoder.heading(capability), decoder.fields(capability)));
        }
        return sections;
    }

    private List<ConfigField> header() {
        List<ConfigField> fields = new ArrayList<>();
        fields.add(number("vendor", 0x00, 2));
        fields.add(number("device", 0x02, 2));
        fields.add(field("command", 0x04, 2, flags(space.u16(0x04), "command.", COMMAND)));
        fields.add(field("status", 0x06, 2, flags(space.u16(0x06), "status.", STATUS)));
        fields.add(number("revision", 0x08, 1));
        fields.add(field("class", 0x09, 3, classCode()));
        fields.add(named("headerType", 0x0e));
        if (space.headerType() == 0) {
            for (int bar = 0; bar < BARS; bar++) {
                bar(bar).ifPresent(fields::add);
                bar += isWide(bar) ? 1 : 0;
            }
            fields.add(number("subsystemVendor", 0x2c, 2));
            fields.add(number("subsystem", 0x2e, 2));
        }
        fields.add(number("capabilities", 0x34, 1));
        fields.add(number("interruptLine", 0x3c, 1));
        fields.add(named("interruptPin", 0x3d));
        return fields;
    }

    /** A byte with what it means, where that is known. */
    private ConfigField named(String key, int at) {
        String value = hex(space.u8(at), 2);
        String words = text(key + "." + space.u8(at));
        return field(key, at, 1, words.startsWith("!") ? value : text("flags", value, words));
    }

    /** The three bytes, and the first of them in words. */
    private String classCode() {
        String code = String.format("0x%02x%02x%02x", space.u8(11), space.u8(10), space.u8(9));
        String words = text(String.format("base.%02x", space.u8(11)));
        return words.startsWith("!") ? code : code + ": " + words;
    }

    private boolean isWide(int bar) {
        long low = space.u32(FIRST_BAR + bar * Integer.BYTES);
        return (low & 7) == 4;
    }

    private Optional<ConfigField> bar(int bar) {
        int at = FIRST_BAR + bar * Integer.BYTES;
        long low = space.u32(at);
        boolean isWide = isWide(bar) && bar < BARS - 1;
        long value = isWide ? low | space.u32(at + Integer.BYTES) << Integer.SIZE : low;
        if (value == 0) {
            return Optional.empty();
        }
        String kind = (low & 1) != 0 ? "bar.io" : isWide ? "bar.mem64" : "bar.mem32";
        long mask = (low & 1) != 0 ? ~3L : ~0xfL;
        String words = text((low & 9) == 8 ? kind + ".prefetch" : kind, Hex.of(value & mask));
        return Optional.of(new ConfigField(at, isWide ? 8 : 4, text("bar", Integer.toString(bar)), words));
    }

    private List<ConfigField> fields(PciCapability capability) {
        int at = capability.offset();
        if (capability.extended()) {
            return List.of(
                    field("extendedId", at, 2, hex(capability.id(), 4)),
                    field("version", at + 2, 1, Integer.toString(space.u8(at + 2) & 0xf)));
        }
        List<ConfigField> fields = new ArrayList<>();
        fields.add(number("id", at, 1));
        fields.add(number("next", at + 1, 1));
        if (at + MsixCapability.BYTES > ConfigSpace.BYTES) {
            return fields;
        }
        switch (capability.id()) {
            case 0x01 -> fields.add(field("power", at + 4, 2, "D" + (space.u16(at + 4) & 3)));
            case 0x05 -> msi(at, fields);
            case VENDOR_SPECIFIC -> vendorSpecific(at, fields);
            case 0x10 -> express(at, fields);
            case 0x11 -> msix(at, fields);
            default -> {}
        }
        return fields;
    }

    /** Of a virtio device's structures, which structure it is: they are all vendor specific. */
    private String heading(PciCapability capability) {
        int at = capability.offset();
        boolean isVirtio = !capability.extended() && capability.id() == VENDOR_SPECIFIC && isVirtio(at);
        return isVirtio ? text("virtio.heading", structure(at)) : capability.label();
    }

    private boolean isVirtio(int at) {
        return space.u16(0) == VIRTIO_VENDOR && at + 16 <= ConfigSpace.BYTES;
    }

    private String structure(int at) {
        int type = space.u8(at + 3);
        return type >= 1 && type <= 5 ? text("virtio." + type) : hex(type, 2);
    }

    private void vendorSpecific(int at, List<ConfigField> fields) {
        fields.add(number("length", at + 2, 1));
        if (!isVirtio(at)) {
            return;
        }
        fields.add(field("virtioType", at + 3, 1, structure(at)));
        fields.add(number("virtioBar", at + 4, 1));
        fields.add(number("virtioOffset", at + 8, 4));
        fields.add(number("virtioLength", at + 12, 4));
    }

    private void express(int at, List<ConfigField> fields) {
        int flags = space.u16(at + 2);
        String type = Text.of(ConfigDecoder.class, "config.express." + (flags >> 4 & 0xf));
        fields.add(field("version", at + 2, 1, Integer.toString(flags & 0xf)));
        fields.add(field("expressType", at + 2, 2, type.startsWith("!") ? hex(flags >> 4 & 0xf, 1) : type));
        if (space.length() == ConfigSpace.BYTES) {
            fields.add(field("extended", at, 2, text("express.noExtended")));
        }
    }

    private void msi(int at, List<ConfigField> fields) {
        int control = space.u16(at + 2);
        String vectors = Integer.toString(1 << (control >> 1 & 7));
        String state = text((control & 1) != 0 ? "msix.enabled" : "msix.disabled");
        fields.add(field("msixControl", at + 2, 2, text("msix.vectors", vectors, state)));
    }

    private void msix(int at, List<ConfigField> fields) {
        MsixCapability msix = MsixCapability.of(space, at);
        String state = text(msix.enabled() ? msix.masked() ? "msix.masked" : "msix.enabled" : "msix.disabled");
        fields.add(field("msixControl", at + 2, 2, text("msix.vectors", Integer.toString(msix.entries()), state)));
        fields.add(field("msixTable", at + 4, 4, place(msix.tableBar(), msix.tableOffset())));
        fields.add(field("msixPending", at + 8, 4, place(msix.pendingBar(), msix.pendingOffset())));
    }

    private static String place(int bar, long offset) {
        return text("place", Integer.toString(bar), Hex.of(offset));
    }

    private ConfigField number(String key, int at, int bytes) {
        long value = bytes == 1 ? space.u8(at) : bytes == 2 ? space.u16(at) : space.u32(at);
        return field(key, at, bytes, hex(value, bytes * 2));
    }

    private static ConfigField field(String key, int at, int bytes, String value) {
        return new ConfigField(at, bytes, text("field." + key), value);
    }

    private static String flags(int bits, String prefix, String... names) {
        String set = IntStream.range(0, names.length)
                .filter(bit -> (bits >> bit & 1) != 0 && !names[bit].isEmpty())
                .mapToObj(bit -> text(prefix + names[bit]))
                .collect(Collectors.joining(", "));
        return set.isEmpty() ? hex(bits, 4) : text("flags", hex(bits, 4), set);
    }

    private static String hex(long number, int digits) {
        return String.format("0x%0" + digits + "x", number);
    }

    private static String text(String key, Object... arguments) {
        return Text.of(ConfigDecoder.class, "config." + key, arguments);
    }
}
