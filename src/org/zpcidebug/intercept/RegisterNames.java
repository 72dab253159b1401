package org.zpcidebug.intercept;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.ConfigurationImage.Capability;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.zpci.ConfigSpace;

/**
 * What loads and stores are about, in words: registers of the configuration space, of capabilities and of BARs. What a
 * device has where is learnt from the guest's own loads, or known from a probe. For one thread.
 */
@SuppressWarnings("nls")
final class RegisterNames {

    /** The name of the operand that the name becomes. */
    static final String OPERAND = "register";

    private static final int CONFIGURATION = 15;
    private static final int HEADER = 0x40;
    private static final int MOST_FUNCTIONS = 4096;
    private static final int WORD = 4;

    private final Map<Long, ConfigurationImage> images = new LinkedHashMap<>();
    private final Map<Long, ConfigSpace> taken = new LinkedHashMap<>();

    /** The guest loaded from a function's address space. */
    void loaded(long fid, long space, long offset, int length, long value) {
        if (space == CONFIGURATION && hasRoom(fid)) {
            image(fid).learn(offset, length, value);
        }
    }

    /** Takes over what is known of a function's configuration space from elsewhere, once each time it was read anew. */
    void know(long fid, LongFunction<Optional<ConfigSpace>> elsewhere) {
        Optional<ConfigSpace> read = elsewhere.apply(fid);
        if (read.isPresent() && hasRoom(fid) && taken.get(fid) != read.get()) {
            taken.put(fid, read.get());
            image(fid).learn(read.get().bytes());
        }
    }

    private boolean hasRoom(long fid) {
        return images.size() < MOST_FUNCTIONS || images.containsKey(fid);
    }

    private ConfigurationImage image(long fid) {
        return images.computeIfAbsent(fid, key -> new ConfigurationImage());
    }

    /** What is at that place, for instance {@code command}; empty text when it has no name that is known. */
    String name(OptionalLong fid, long space, long offset) {
        ConfigurationImage image = fid.isPresent() ? images.get(fid.getAsLong()) : null;
        if (space == CONFIGURATION) {
            return configuration(image, offset);
        }
        return image == null ? "" : new BarRegisters(image).name(space, offset);
    }

    private static String configuration(ConfigurationImage image, long offset) {
        String header = offset < HEADER ? beginning("header", offset) : "";
        if (!header.isEmpty()) {
            return header;
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

    /**
     * The register of a structure that an offset lies in, and where in it: a load of two bytes may begin inside a register
     * of four. Empty text when none begins there or less than a word before it.
     */
    static String beginning(String structure, long offset) {
        for (long at = offset; at >= 0 && at > offset - WORD; at--) {
            String name = text(structure + "." + Long.toHexString(at));
            if (!name.startsWith("!")) {
                return at == offset ? name : text("inside", name, Long.toString(offset - at));
            }
        }
        return "";
    }

    static String text(String key, Object... arguments) {
        return Text.of(RegisterNames.class, "register." + key, arguments);
    }
}
