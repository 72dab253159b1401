package org.zpcidebug.hypervisor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The value of a QEMU option: {@code key=value,flag,...}, where the first key may be left out, a comma inside a value is
 * doubled, {@code flag} means {@code flag=on} and {@code noflag} means {@code flag=off}.
 */
@SuppressWarnings("nls")
final class QemuOption {

    private static final int MAX_KEYS = 200;
    private static final Set<String> ON = Set.of("on", "yes", "true", "y");

    private final Map<String, String> values = new LinkedHashMap<>();

    private QemuOption() {}

    /** @param firstKey the key that may be left out */
    static QemuOption parse(String text, String firstKey) {
        QemuOption option = new QemuOption();
        StringBuilder part = new StringBuilder();
        String implied = firstKey;
        for (int i = 0; i < text.length() && option.values.size() < MAX_KEYS; i++) {
            char c = text.charAt(i);
            boolean doubled = c == ',' && i + 1 < text.length() && text.charAt(i + 1) == ',';
            if (c == ',' && !doubled) {
                option.add(part.toString(), implied);
                part.setLength(0);
                implied = null;
            } else {
                part.append(c);
                i += doubled ? 1 : 0;
            }
        }
        option.add(part.toString(), implied);
        return option;
    }

    private void add(String part, String implied) {
        int equals = part.indexOf('=');
        if (equals > 0) {
            values.put(part.substring(0, equals), part.substring(equals + 1));
        } else if (implied != null) {
            values.put(implied, part);
        } else if (part.startsWith("no") && part.length() > 2) {
            values.put(part.substring(2), "off");
        } else if (!part.isEmpty()) {
            values.put(part, "on");
        }
    }

    void put(String key, String value) {
        values.put(key, value);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Whether a flag is there and on. */
    boolean isOn(String key) {
        return get(key).filter(ON::contains).isPresent();
    }
}
