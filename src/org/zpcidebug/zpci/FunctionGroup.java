package org.zpcidebug.zpci;

import org.zpcidebug.Text;

/**
 * A function group (PFGID): functions of a group share their limits. The ranges are QEMU's.
 *
 * @param id 0..255
 */
@SuppressWarnings("nls")
public record FunctionGroup(int id) {

    private static final int DEFAULT = 0xff;
    private static final int FIRST_SIMULATED = 0xf0;

    /** What kind of group it is, in words. */
    public String words() {
        String key = id == DEFAULT ? "pfgid.default" : id >= FIRST_SIMULATED ? "pfgid.simulated" : "pfgid.host";
        return Text.of(FunctionGroup.class, key);
    }
}
