package org.zpcidebug.intercept;

import java.time.Instant;
import java.util.Set;

/** Something that happened in a session. */
public sealed interface InterceptEvent {

    /** When, by this machine's clock. */
    Instant time();

    /**
     * A PCI instruction that a breakpoint wanted stopped or logged, or that was stepped, after it was executed.
     *
     * @param breakpoints the ids of the breakpoints it matches, with actions taken or held back by their ignore counts
     * @param text what a LOG breakpoint's template makes of it, or the record in words
     */
    record Recorded(InterceptRecord record, Set<String> breakpoints, String text) implements InterceptEvent {

        @Override
        public Instant time() {
            return record.time();
        }
    }

    /**
     * Something that the user should know.
     *
     * @param words what happened and what it means, for the user
     */
    record Noticed(Instant time, Kind kind, String words) implements InterceptEvent {}

    /** What there is to notice. */
    enum Kind {
        /** The guest's code changed or was unloaded at a site: it is not intercepted there any more. */
        SITE_OVERWRITTEN,
        /** A CPU that waits was asked to step. */
        CPU_WAITING,
        /** The guest was reset or started again; its code is looked for. */
        GUEST_RESET,
        /** The guest's code was found again, or more was loaded, and breakpoints are set in it. */
        SITES_FOUND,
        /** Another client of QEMU let the guest run or stop. */
        OTHER_CLIENT,
        /** The connection was lost; the guardian repairs the guest as soon as it can. */
        CONNECTION_LOST
    }
}
