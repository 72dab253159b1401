package org.zpcidebug.inspect.findings;

/** A handle that says "intercepted" while QEMU says that the machine interprets loads and stores. */
@SuppressWarnings("nls")
final class HandleNotInterpreted extends HandleMarkCheck {

    HandleNotInterpreted() {
        super("handle-not-interpreted", false);
    }
}
