package org.zpcidebug.hypervisor;

import java.time.Instant;

/**
 * One message of the traffic history.
 *
 * @param sent true when we sent it, false when QEMU did
 * @param text the message, cut to a bounded length
 */
public record TrafficEntry(Instant time, boolean sent, String text) {}
