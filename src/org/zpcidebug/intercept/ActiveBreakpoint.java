package org.zpcidebug.intercept;

import java.util.concurrent.atomic.AtomicLong;

/** A breakpoint that is set: its filter, and how often it matched. Hits are counted by the session's thread. */
final class ActiveBreakpoint {

    private final InterceptBreakpoint breakpoint;
    private final InterceptFilter filter;
    private final AtomicLong hits;

    private ActiveBreakpoint(InterceptBreakpoint breakpoint, InterceptFilter filter, AtomicLong hits) {
        this.breakpoint = breakpoint;
        this.filter = filter;
        this.hits = hits;
    }

    /**
     * Sets it.
     *
     * @param before the one of that id that was set before, or null; with the same criteria counting goes on
     */
    static ActiveBreakpoint of(InterceptBreakpoint breakpoint, ActiveBreakpoint before) {
        boolean isSame = before != null && before.breakpoint.criteria().equals(breakpoint.criteria());
        return new ActiveBreakpoint(
                breakpoint, breakpoint.criteria().filter(), isSame ? before.hits : new AtomicLong());
    }

    InterceptBreakpoint breakpoint() {
        return breakpoint;
    }

    String id() {
        return breakpoint.id();
    }

    InterceptFilter filter() {
        return filter;
    }

    AtomicLong counter() {
        return hits;
    }

    /** Counts a match; says whether its action is due. */
    boolean match() {
        return hits.incrementAndGet() > breakpoint.ignoreCount();
    }
}
