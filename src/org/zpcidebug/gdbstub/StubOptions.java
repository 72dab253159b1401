package org.zpcidebug.gdbstub;

import java.time.Duration;

/**
 * The bounds of a stub's connection.
 *
 * @param connect how long reaching the socket may take
 * @param reply how long an answer of the stopped guest may take
 * @param interrupt how long the guest may take to stop when it is told to
 * @param maxPacketBytes the longest packet that is accepted, after expansion
 */
public record StubOptions(Duration connect, Duration reply, Duration interrupt, int maxPacketBytes) {

    /** Connect 5 s, reply 5 s, interrupt 5 s, 256 KiB. */
    public static final StubOptions DEFAULT =
            new StubOptions(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 256 << 10);

    /** For leaving a guest in a hurry, as when a program ends: 1 s for everything. */
    public static final StubOptions HASTY =
            new StubOptions(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 256 << 10);
}
