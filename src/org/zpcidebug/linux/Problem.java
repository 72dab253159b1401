package org.zpcidebug.linux;

import org.zpcidebug.Text;

/** Why the guest's memory does not say what was asked. Never leaves this package: callers get its words. */
final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    private Problem(String words) {
        super(words, null, false, false);
    }

    /** With a message of this package; numbers are best given as strings. */
    static Problem of(String key, Object... arguments) {
        return new Problem(Text.of(Problem.class, key, arguments));
    }

    /** With words that another part gave already. */
    static Problem inWords(String words) {
        return new Problem(words);
    }
}
