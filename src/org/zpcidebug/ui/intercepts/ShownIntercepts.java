package org.zpcidebug.ui.intercepts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zpcidebug.debug.InterceptLog;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.ui.views.RowTable;

/**
 * The rows that the view shows: those of a log that have every word of the filter. The log goes on under it; what is new
 * is taken in pieces, so that the UI thread is never long at it.
 */
final class ShownIntercepts implements RowTable.Rows {

    private static final int PIECE = 4000;

    private final InterceptLog log;
    private final List<Entry> rows = new ArrayList<>();
    private String[] words = {};
    private long next;

    /** Shows nothing of the log yet. */
    ShownIntercepts(InterceptLog log) {
        this.log = log;
        this.next = log.first();
    }

    /** Shows other rows, from the oldest on. */
    void filter(String text) {
        words = text.isBlank()
                ? new String[0]
                : text.strip().toLowerCase(Locale.ROOT).split("\\s+"); //$NON-NLS-1$
        rows.clear();
        next = log.first();
    }

    /** Takes a piece of what is new; returns whether there is more. */
    boolean advance() {
        if (next < log.first()) {
            next = log.first();
        }
        long end = Math.min(log.end(), next + PIECE);
        for (; next < end; next++) {
            Entry entry = log.get(next);
            if (entry != null && matches(entry)) {
                rows.add(entry);
            }
        }
        // Trimmed now and then only: taking from the front moves all the others.
        int most = log.capacity();
        if (rows.size() > most + PIECE) {
            rows.subList(0, rows.size() - most).clear();
        }
        return next < log.end();
    }

    /** Empties it, when the log was emptied. */
    void clear() {
        rows.clear();
        next = log.first();
    }

    private boolean matches(Entry entry) {
        if (words.length == 0) {
            return true;
        }
        String all = InterceptColumn.all(entry);
        for (String word : words) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** Whether only some rows are shown. */
    boolean isFiltered() {
        return words.length > 0;
    }

    /** The entry in a row. */
    Entry entry(int row) {
        return rows.get(row);
    }

    /** The row of an entry, -1 when it is not shown. */
    int indexOf(Entry entry) {
        for (int row = rows.size() - 1; row >= 0; row--) {
            if (rows.get(row) == entry) {
                return row;
            }
        }
        return -1;
    }

    /** The rows as they are now. */
    List<Entry> entries() {
        return List.copyOf(rows);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String text(int row, int column) {
        return InterceptColumn.values()[column].text(rows.get(row));
    }

    @Override
    public boolean isMarked(int row) {
        return rows.get(row).isNotice();
    }

    @Override
    public String toolTip(int row, int column) {
        String text = text(row, column);
        return text.isEmpty() ? null : text;
    }
}
