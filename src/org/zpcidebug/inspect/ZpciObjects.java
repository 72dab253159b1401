package org.zpcidebug.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.hypervisor.ZpciQueries;

/**
 * The zpci objects of the machine. What they say is read once for each, and again when the PCI device of one is plugged:
 * QEMU then adapts the assists to it.
 */
@SuppressWarnings("nls")
final class ZpciObjects {

    /** A failure that repeats is none of an object that is just going away. */
    private static final int REPEATED = 2;

    private final boolean hasRelaxedTranslation;
    private final Map<String, Entry> known = new TreeMap<>();
    private final Map<String, Failure> failures = new HashMap<>();

    private record Entry(ZpciFacts facts, boolean plugged) {}

    private static final class Failure {
        private final BackOff backOff = new BackOff();
        private String reason;
    }

    ZpciObjects(QemuVersion version) {
        hasRelaxedTranslation = version.isAtLeast(10, 0, 0);
    }

    /** Brings what is known in line with the links that the bus has now. */
    void update(Inquiry inquiry, List<String> children, Set<String> pluggedDevices) {
        known.keySet().retainAll(Set.copyOf(children));
        failures.keySet().retainAll(Set.copyOf(children));
        known.values().removeIf(entry -> entry.plugged != isPlugged(entry.facts, pluggedDevices));
        long now = System.nanoTime();
        List<String> wanted = children.stream()
                .filter(child -> !known.containsKey(child) && mayAsk(child, now))
                .toList();
        List<Answer<String>> paths =
                inquiry.askAll(wanted.stream().map(ZpciQueries::path).toList());
        for (int i = 0; i < wanted.size(); i++) {
            note(wanted.get(i), paths.get(i), inquiry, pluggedDevices);
        }
    }

    /** All that could be read. */
    List<ZpciFacts> facts() {
        return known.values().stream().map(Entry::facts).toList();
    }

    /** What cannot be read and is there nevertheless. */
    List<String> problems() {
        return failures.values().stream()
                .filter(failure -> failure.backOff.failures() >= REPEATED)
                .map(failure -> failure.reason)
                .sorted()
                .toList();
    }

    private boolean mayAsk(String child, long now) {
        return Optional.ofNullable(failures.get(child))
                .map(failure -> failure.backOff.isDue(now))
                .orElse(true);
    }

    private void note(String child, Answer<String> path, Inquiry inquiry, Set<String> plugged) {
        if (!path.isKnown()) {
            failed(child, path.refusal().getMessage());
        } else if (!path.value().isEmpty()) {
            ZpciFacts facts = read(inquiry, path.value());
            if (facts.fid().isKnown()) {
                failures.remove(child);
                known.put(child, new Entry(facts, isPlugged(facts, plugged)));
            } else {
                failed(child, facts.fid().reason());
            }
        }
    }

    private void failed(String child, String reason) {
        Failure failure = failures.computeIfAbsent(child, c -> new Failure());
        failure.backOff.failed(System.nanoTime());
        failure.reason = reason;
    }

    private ZpciFacts read(Inquiry inquiry, String path) {
        var fid = inquiry.send(ZpciQueries.fid(path));
        var uid = inquiry.send(ZpciQueries.uid(path));
        var target = inquiry.send(ZpciQueries.target(path));
        var interpreted = inquiry.send(ZpciQueries.interpreted(path));
        var forwarded = inquiry.send(ZpciQueries.forwardingAssist(path));
        var relaxed = hasRelaxedTranslation ? inquiry.send(ZpciQueries.relaxedTranslation(path)) : null;
        return new ZpciFacts(
                ZpciFacts.object(path),
                inquiry.await(fid).toValue(),
                inquiry.await(uid).toValue().map(Long::intValue),
                inquiry.await(target).toValue(),
                inquiry.await(interpreted).toValue(),
                inquiry.await(forwarded).toValue(),
                relaxed == null
                        ? Value.unknown(Words.of("reason.noRelaxedTranslation"))
                        : inquiry.await(relaxed).toValue());
    }

    private static boolean isPlugged(ZpciFacts facts, Set<String> pluggedDevices) {
        return facts.target().isKnown()
                && pluggedDevices.contains(facts.target().value());
    }
}
