package org.zpcidebug.intercept;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;

/** The sites at which the guest stops now, and for whom. The guest has to stand for every change. */
final class ArmedSites {

    private static final int LENGTH = 2;

    /**
     * A site at which the guest stops.
     *
     * @param breakpoints those that may want what happens there
     */
    record Armed(Site site, List<ActiveBreakpoint> breakpoints) {}

    private final Map<Long, Armed> byAddress = new HashMap<>();
    private final Set<Long> inserted = new HashSet<>();
    private Armed only;

    /** Sets what is wanted and takes away what is not. */
    void arm(StubClient client, List<Site> all, List<ActiveBreakpoint> breakpoints, boolean catchesAll) {
        byAddress.clear();
        for (Site site : all) {
            List<ActiveBreakpoint> here = breakpoints.stream()
                    .filter(breakpoint -> breakpoint.filter().wants(site))
                    .toList();
            if (catchesAll || !here.isEmpty()) {
                byAddress.put(site.address(), new Armed(site, here));
            }
        }
        for (Long address : List.copyOf(inserted)) {
            if (!byAddress.containsKey(address)) {
                client.remove(breakpoint(address));
                inserted.remove(address);
            }
        }
        for (Long address : byAddress.keySet()) {
            if (!inserted.contains(address)) {
                client.insert(breakpoint(address));
                inserted.add(address);
            }
        }
        only = byAddress.size() == 1 ? byAddress.values().iterator().next() : null;
    }

    /** Takes all away. */
    void disarm(StubClient client) {
        for (Long address : List.copyOf(inserted)) {
            client.remove(breakpoint(address));
            inserted.remove(address);
        }
        forget();
    }

    /** The connection is gone, and all with it. */
    void forget() {
        inserted.clear();
        byAddress.clear();
        only = null;
    }

    static Breakpoint breakpoint(long address) {
        return new Breakpoint(Breakpoint.Kind.HARDWARE, address, LENGTH);
    }

    /** The one that every stop at a breakpoint must be at; null when there are several. */
    Armed only() {
        return only;
    }

    /** The one at that address, or null. */
    Armed at(long address) {
        return byAddress.get(address);
    }

    /** All sites. */
    List<Site> sites() {
        return byAddress.values().stream().map(Armed::site).toList();
    }

    int size() {
        return byAddress.size();
    }
}
