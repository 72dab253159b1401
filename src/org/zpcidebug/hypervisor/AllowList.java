package org.zpcidebug.hypervisor;

/** The commands that inspecting may send: none of them changes anything in the guest or in QEMU. */
public final class AllowList {

    private AllowList() {}

    /** Whether inspecting may send that command with these arguments. */
    public static boolean allows(MonitorCommand<?> command) {
        throw new UnsupportedOperationException();
    }
}
