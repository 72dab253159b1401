package org.zpcidebug.linux;

import java.util.concurrent.ThreadLocalRandom;
import org.zpcidebug.s390.BigEndian;

/**
 * Compares what is kept of a kernel with the guest's memory at places chosen anew each time, in one batch: much cheaper
 * than reading it all again where memory is slow, and a guest that lies about its build id does not know the places.
 */
final class GuestSample {

    private static final int PLACES = 16;
    private static final int BYTES = 64;

    private GuestSample() {}

    /** Whether the guest has these bytes at that virtual address, as far as the sample goes. */
    static boolean agrees(KernelMemory memory, long virtual, BigEndian kept) {
        KernelMemory.Batch batch = memory.new Batch();
        int[] places = new int[PLACES];
        int length = Math.min(BYTES, kept.length());
        for (int i = 0; i < PLACES; i++) {
            places[i] = ThreadLocalRandom.current().nextInt(kept.length() - length + 1);
            batch.add(virtual + places[i], length);
        }
        batch.run();
        try {
            for (int i = 0; i < PLACES; i++) {
                if (!batch.get(i).equals(kept.slice(places[i], length))) {
                    return false;
                }
            }
            return true;
        } catch (Problem e) {
            return false;
        }
    }
}
