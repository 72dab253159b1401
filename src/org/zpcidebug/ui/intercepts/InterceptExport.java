package org.zpcidebug.ui.intercepts;

import java.util.Arrays;
import java.util.List;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.intercept.RecordJson;
import org.zpcidebug.ui.views.RowsExport;

/** Rows of the log to be copied or written: the columns of the view, or the JSON that the headless trace prints. */
final class InterceptExport {

    private InterceptExport() {}

    /** Those rows; in JSON without notices. */
    static RowsExport of(List<Entry> entries) {
        List<String> headings = Arrays.stream(InterceptColumn.values())
                .map(InterceptColumn::heading)
                .toList();
        return new RowsExport(headings, entries.size(), row -> values(entries.get(row)), row -> json(entries.get(row)));
    }

    private static List<Object> values(Entry entry) {
        return Arrays.stream(InterceptColumn.values())
                .map(column -> (Object) (column == InterceptColumn.TIME ? entry.time() : column.text(entry)))
                .toList();
    }

    private static String json(Entry entry) {
        return entry.isNotice() ? null : RecordJson.write(entry.record());
    }
}
