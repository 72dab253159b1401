package org.zpcidebug.intercept;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.ConfigurationImage.Capability;
import org.zpcidebug.s390.Hex;

/**
 * What loads and stores are about, in words: registers of the configuration space and of capabilities, entries of the
 * MSI-X table. Where capabilities and the table are is learnt from the guest's own loads, or known from a probe. For one
 * thread.
 */
@SuppressWarnings("nls")
final class RegisterNames {

    /** The name of the operand that the name becomes. */
    static final String OPERAND = "register";

    private static final int CONFIGURATION = 15;
    private static final int HEADER = 0x40;
    private static final int MOST_FUNCTIONS = 4096;
    private static final int ENTRY = 16;
    private static final int WORD = 4;

    private final Map<Long, ConfigurationImage> images = new LinkedHashMap<>();

    /** The guest loaded from a function's address space. */
    void loaded(long fid, long space, long offset, int length, long value) {
        if (space == CONFIGURATION && (images.size() < MOST_FUNCTIONS || images.containsKey(fid))) {
            images.computeIfAbsent(fid, key -> new ConfigurationImage()).learn(offset, length, value);
        }
    }

    /** Takes over what is known of a function's configuration space from elsewhere, unless loads were seen already. */
    void know(long fid, LongFunction<Optional<byte[]>> elsewhere) {
        if (!images.containsKey(fid) && images.size() < MOST_FUNCTIONS) {
            elsewhere.apply(fid).ifPresent(bytes -> images.put(fid, ConfigurationImage.of(bytes)));
        }
    }

    /** What is at that place, for instance {@code command}; empty text when it has no name that is known. */
    String name(OptionalLong fid, long space, long offset) {
        ConfigurationImage image = fid.isPresent() ? images.get(fid.getAsLong()) : null;
        if (space == CONFIGURATION) {
            return configuration(image, offset);
        }
        Optional<ConfigurationImage.MsixTable> table =
                image == null ? Optional.empty() : image.msix().filter(one -> one.bar() == space);
        long inTable = offset - table.map(ConfigurationImage.MsixTable::offset).orElse(0L);
        if (table.isPresent() && inTable >= 0 && inTable < (long) table.get().entries() * ENTRY) {
            String field = text("msix." + inTable % ENTRY / WORD);
            return text("msix", Long.toString(inTable / ENTRY), field);
        }
        return "";
    }

    private static String configuration(ConfigurationImage image, long offset) {
        if (offset < HEADER) {
            // A load of two bytes may begin inside a register of four.
            for (long at = offset; at >= 0 && at > offset - WORD; at--) {
                String key = "header." + Long.toHexString(at);
                String name = text(key);
                if (!name.startsWith("!")) {
                    return at == offset ? name : text("inside", name, Long.toString(offset - at));
                }
            }
        }
        Optional<Capability> capability = image == null ? Optional.empty() : image.capability(offset);
        if (capability.isEmpty()) {
            return "";
        }
        String id = "capability." + Integer.toHexString(capability.get().id());
        String name = text(id).startsWith("!")
                ? text("capability.other", Hex.of(capability.get().id()))
                : text(id);
        String field =
                text(id + "." + Long.toHexString(offset - capability.get().start()));
        return field.startsWith("!")
                ? text("inside", name, Long.toString(offset - capability.get().start()))
                : text("capability", name, field);
    }

    private static String text(String key, Object... arguments) {
        return Text.of(RegisterNames.class, "register." + key, arguments);
    }
}
