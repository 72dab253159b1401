package org.zpcidebug.inspect.findings;

/** A handle that says "interpreted" while QEMU says that it carries out loads and stores itself. */
@SuppressWarnings("nls")
final class HandleInterpreted extends HandleMarkCheck {

    HandleInterpreted() {
        super("handle-interpreted", true);
    }
}
