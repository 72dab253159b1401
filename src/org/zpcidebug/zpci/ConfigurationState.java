package org.zpcidebug.zpci;

import java.util.Optional;

/** What an operating system believes of a function; the order is that of Linux's numbers since 5.x. */
public enum ConfigurationState {
    /** There, and not configured. */
    STANDBY,
    /** Configured: may be used. */
    CONFIGURED,
    /** Not there any more. */
    RESERVED,
    /** Configured and enabled; Linux up to 5.10 or so tells this apart. */
    ONLINE;

    /** The state with that number, empty when there is none. */
    public static Optional<ConfigurationState> of(long number) {
        return number >= 0 && number < values().length ? Optional.of(values()[(int) number]) : Optional.empty();
    }
}
