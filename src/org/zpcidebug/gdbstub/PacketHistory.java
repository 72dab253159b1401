package org.zpcidebug.gdbstub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The last packets of a connection in both directions. Keeping one costs next to nothing; reading them does the work. */
@SuppressWarnings("nls")
final class PacketHistory {

    static final int PACKETS = 512;
    private static final int LENGTH = 400;

    private final byte[][] payloads = new byte[PACKETS][];
    private final long[] times = new long[PACKETS];
    private final boolean[] sent = new boolean[PACKETS];
    private long count;

    synchronized void add(boolean isSent, byte[] payload) {
        int slot = (int) (count++ % PACKETS);
        payloads[slot] = payload;
        times[slot] = System.nanoTime();
        sent[slot] = isSent;
    }

    /** What is there now, oldest first. */
    synchronized List<PacketEntry> entries() {
        Instant now = Instant.now();
        long nanos = System.nanoTime();
        List<PacketEntry> entries = new ArrayList<>();
        for (long number = Math.max(0, count - PACKETS); number < count; number++) {
            int slot = (int) (number % PACKETS);
            entries.add(new PacketEntry(now.plusNanos(times[slot] - nanos), sent[slot], printable(payloads[slot])));
        }
        return entries;
    }

    private static String printable(byte[] payload) {
        String text = Packets.text(payload).replaceAll("[^ -~]", ".");
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "...";
    }
}
