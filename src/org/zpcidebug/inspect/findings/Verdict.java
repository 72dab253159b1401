package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.NotChecked;

/**
 * The outcome of one check.
 *
 * @param finding what was found; null when nothing was
 * @param notChecked why it could not be made; null when it was
 */
record Verdict(Finding finding, NotChecked notChecked) {

    /** The check was made and found nothing, or does not apply. */
    static final Verdict CLEAR = new Verdict(null, null);
}
