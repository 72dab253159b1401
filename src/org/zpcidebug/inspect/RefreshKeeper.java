package org.zpcidebug.inspect;

import java.util.HashMap;
import java.util.Map;
import org.zpcidebug.zpci.MeasurementBlock;

/**
 * Follows from sample to sample whether what functions have mapped is ever refreshed. A measurement block is written only
 * now and then, so one that counts no refresh may be older than the mappings are: it says something once it is written
 * again. Belongs to the session's thread.
 */
@SuppressWarnings("nls")
final class RefreshKeeper {

    /** By FID: the block's last update when pages were first seen mapped and no refresh was counted. */
    private final Map<Long, Long> suspects = new HashMap<>();

    /** What follows from what the guest believes of its functions, by FID; functions that are gone are forgotten. */
    Map<Long, Value<RefreshCount>> judge(Map<Long, Value<Belief>> beliefs) {
        Map<Long, Value<RefreshCount>> counts = new HashMap<>();
        beliefs.forEach((fid, known) -> {
            Value<RefreshCount> count = known.flatMap(belief -> judge(fid, belief));
            counts.put(fid, count);
            if (count.orElse(RefreshCount.SOME) == RefreshCount.SOME) {
                suspects.remove(fid);
            }
        });
        suspects.keySet().retainAll(counts.keySet());
        return counts;
    }

    private Value<RefreshCount> judge(long fid, Belief belief) {
        return belief.measurement().flatMap(found -> {
            MeasurementBlock block = found.orElse(null);
            return block == null || !block.wasUpdated()
                    ? Value.unknown(Words.of("reason.notWritten"))
                    : belief.mappedPages().map(pages -> judge(fid, pages, block));
        });
    }

    private RefreshCount judge(long fid, long mappedPages, MeasurementBlock block) {
        if (mappedPages == 0 || block.refreshes() > 0) {
            return RefreshCount.SOME;
        }
        Long before = suspects.putIfAbsent(fid, block.lastUpdate());
        return before == null || before == block.lastUpdate() ? RefreshCount.NONE_YET : RefreshCount.NONE;
    }
}
