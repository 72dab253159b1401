package org.zpcidebug.inspect;

/** What the measurement block of a function says of refreshes (RPCIT) since pages are mapped. */
public enum RefreshCount {
    /** There were some, or nothing is mapped that could be refreshed. */
    SOME,
    /** None so far; the block was not written again since pages were first seen mapped, so it may be older than they. */
    NONE_YET,
    /** None, in a block that was written after pages were seen mapped. */
    NONE
}
