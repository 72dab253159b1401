package org.zpcidebug.inspect;

/** Where a value came from (see the design's four ways to know). */
public enum Source {
    /** A monitor query; nothing in the guest is touched. */
    HYPERVISOR,
    /** The guest's memory, read passively: what the guest believes. */
    GUEST,
    /** An instruction that stopped at an intercept. */
    TRACE,
    /** An instruction executed on a stopped CPU: the architecture's own answer. */
    PROBE
}
