package org.zpcidebug.gdbstub;

import java.time.Instant;

/**
 * A packet that went over a stub's connection, for diagnostics.
 *
 * @param sent whether we sent it
 * @param text the payload, cut to a bounded length; what is no printable character is a dot
 */
public record PacketEntry(Instant time, boolean sent, String text) {}
