package org.zpcidebug.inspect;

import org.zpcidebug.inspect.FunctionSnapshot.Origin;
import org.zpcidebug.inspect.FunctionSnapshot.ZpciObject;

/** What a zpci object of QEMU says; it does not change while the object and its PCI device stay plugged. */
@SuppressWarnings("nls")
record ZpciFacts(
        ZpciObject object,
        Value<Long> fid,
        Value<Integer> uid,
        Value<String> target,
        Value<Boolean> interpreted,
        Value<Boolean> forwardingAssist,
        Value<Boolean> relaxedTranslation) {

    private static final String NAMED = "/machine/peripheral/";
    private static final String ANONYMOUS = "/machine/peripheral-anon/";

    /** Tells from its place in QEMU's object model who made it. */
    static ZpciObject object(String path) {
        if (path.startsWith(NAMED)) {
            return new ZpciObject(path, path.substring(NAMED.length()), Origin.NAMED);
        }
        return new ZpciObject(path, "", path.startsWith(ANONYMOUS) ? Origin.ANONYMOUS : Origin.AUTOMATIC);
    }
}
