package org.zpcidebug.testing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The guests that all tests of this JVM share, one for each pair. Emulating them takes the greater part of a core each, so
 * they are stopped at the end of each test ({@link Rest}) and go on when the next one asks for them.
 */
final class SharedGuests<G extends LiveGuest> {

    private static final Set<SharedGuests<?>> ALL = ConcurrentHashMap.newKeySet();

    private final Map<LinuxPair, G> guests = new EnumMap<>(LinuxPair.class);
    private final Function<LinuxPair, G> start;

    /** Guests that are started, when first asked for, by this function. */
    SharedGuests(Function<LinuxPair, G> start) {
        this.start = start;
        ALL.add(this);
    }

    /** The guest of a pair, running. */
    synchronized G get(LinuxPair pair) {
        G guest = guests.get(pair);
        if (guest == null || !guest.qemu().isAlive()) {
            guest = start.apply(pair);
            guests.put(pair, guest);
        }
        guest.qemu().resume();
        return guest;
    }

    private synchronized void pause() {
        guests.values().forEach(guest -> guest.qemu().pause());
    }

    /** Stops the shared guests after each test; found by JUnit through META-INF/services. */
    public static final class Rest implements AfterEachCallback {

        @Override
        public void afterEach(ExtensionContext context) {
            ALL.forEach(SharedGuests::pause);
        }
    }
}
