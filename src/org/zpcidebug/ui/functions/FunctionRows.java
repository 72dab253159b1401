package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zpcidebug.inspect.FunctionSnapshot;

/** The rows of one guest, kept by FID over its snapshots. Knows nothing of widgets. */
final class FunctionRows {

    private final Map<Long, FunctionRow> rows = new TreeMap<>();
    private boolean filled;

    /**
     * What a snapshot changed.
     *
     * @param changed rows to be painted again, because a value changed or the mark of an earlier change fades
     */
    record Delta(List<FunctionRow> added, List<FunctionRow> removed, List<FunctionRow> changed) {}

    /** The rows, by FID. */
    Collection<FunctionRow> rows() {
        return rows.values();
    }

    /** Forgets everything, as for another guest. */
    void clear() {
        rows.clear();
        filled = false;
    }

    /** Takes the functions of a newer snapshot. */
    Delta update(List<FunctionSnapshot> functions) {
        List<FunctionRow> added = new ArrayList<>();
        List<FunctionRow> changed = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (FunctionSnapshot function : functions) {
            seen.add(function.fid());
            FunctionRow row = rows.get(function.fid());
            if (row == null) {
                row = new FunctionRow(function, filled);
                rows.put(function.fid(), row);
                added.add(row);
            } else if (row.update(function)) {
                changed.add(row);
            }
        }
        List<FunctionRow> removed =
                rows.values().stream().filter(row -> !seen.contains(row.fid())).toList();
        rows.keySet().retainAll(seen);
        filled = true;
        return new Delta(added, removed, changed);
    }
}
