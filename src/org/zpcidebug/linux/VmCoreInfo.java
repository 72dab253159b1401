package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Linux kernel tells dump tools about itself: lines of {@code NAME=VALUE}. Addresses are those of the running
 * kernel, moved by KASLR already.
 */
@SuppressWarnings("nls")
public final class VmCoreInfo {

    private static final int MAX_LINES = 4096;
    private static final int HEXADECIMAL = 16;
    private static final Pattern BUILD_ID = Pattern.compile("[0-9a-f]{8,64}");
    private static final Pattern RELEASE = Pattern.compile("[!-~]{1,64}");
    private static final Pattern SYMBOL = Pattern.compile("SYMBOL\\(([A-Za-z0-9_.$]{1,128})\\)");

    private final Map<String, String> values;

    private VmCoreInfo(Map<String, String> values) {
        this.values = values;
    }

    /** Parses the text of the note; lines that are no assignments are left out. */
    public static VmCoreInfo parse(byte[] text) {
        Map<String, String> values = new HashMap<>();
        String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\n", MAX_LINES);
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new VmCoreInfo(values);
    }

    /** The kernel's release, as {@code uname -r} prints it. */
    public Optional<String> release() {
        return value("OSRELEASE").filter(RELEASE.asMatchPredicate());
    }

    /** The identity of the build, in lower case hexadecimal. */
    public Optional<String> buildId() {
        return value("BUILD-ID").filter(BUILD_ID.asMatchPredicate());
    }

    /** The virtual address of a kernel symbol. */
    public OptionalLong symbol(String name) {
        return number("SYMBOL(" + name + ")");
    }

    /** How many elements an array has. */
    public OptionalLong length(String name) {
        try {
            String text = values.get("LENGTH(" + name + ")");
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The names of all symbols whose address is told. */
    public Set<String> symbols() {
        return values.keySet().stream()
                .map(SYMBOL::matcher)
                .filter(m -> m.matches())
                .map(m -> m.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The virtual address at which the kernel's image begins, less its link address; hexadecimal in the note. */
    public OptionalLong kernelOffset() {
        return number("KERNELOFFSET");
    }

    /** The absolute address at which the image begins; only kernels whose image is mapped apart (6.10 and later). */
    public OptionalLong kernelOffsetAbsolute() {
        return number("KERNELOFFPHYS");
    }

    /** The virtual address at which absolute 0 is mapped; only kernels as above. */
    public OptionalLong identityBase() {
        return number("IDENTITYBASE");
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private OptionalLong number(String key) {
        try {
            String text = values.get(key);
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(text, HEXADECIMAL));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
