package org.zpcidebug.zpci;

import org.zpcidebug.Text;

/** The condition code of a PCI instruction; the order is that of the codes. */
@SuppressWarnings("nls")
public enum ConditionCode {
    /** It was carried out. */
    DONE,
    /** It failed; the status code says why. */
    FAILED,
    /** The function is busy: try again. */
    BUSY,
    /** No function has this handle. */
    UNKNOWN_HANDLE;

    /** What happened, in words. */
    public String words() {
        return Text.of(ConditionCode.class, "cc." + ordinal());
    }
}
