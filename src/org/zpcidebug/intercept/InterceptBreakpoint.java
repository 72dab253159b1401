package org.zpcidebug.intercept;

import java.util.Objects;

/**
 * What a person wants to be stopped for or told of. Immutable.
 *
 * @param id the caller's own name for it, unique in a session; hits are reported by it
 * @param enabled whether it counts at all; a disabled one costs nothing
 * @param criteria which intercepts it is about
 * @param ignoreCount how many matching intercepts pass before its action is taken; they count as hits
 * @param action what happens at a match
 * @param template the text of a logged record, with fields of conditions in braces, for instance
 *     {@code "{instruction} of {fid}: cc {cc}"}; empty text for the record in our own words
 */
@SuppressWarnings("nls")
public record InterceptBreakpoint(
        String id, boolean enabled, InterceptCriteria criteria, int ignoreCount, Action action, String template) {

    /** What happens at a match. */
    public enum Action {
        /** The guest stays stopped. */
        SUSPEND,
        /** The record is told as an event, and the guest goes on. */
        LOG,
        /** The match is counted, and the guest goes on. */
        COUNT
    }

    /** Checks that nothing is missing. */
    public InterceptBreakpoint {
        Objects.requireNonNull(id);
        Objects.requireNonNull(criteria);
        Objects.requireNonNull(action);
        Objects.requireNonNull(template);
    }

    /** An enabled one without ignore count and template. */
    public static InterceptBreakpoint of(String id, InterceptCriteria criteria, Action action) {
        return new InterceptBreakpoint(id, true, criteria, 0, action, "");
    }
}
