package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jface.dialogs.IDialogSettings;

/** Which columns are there, in which order, how wide, and which one is sorted by; remembered over restarts. */
final class ColumnChoice {

    private static final String SHOWN = "columns"; //$NON-NLS-1$
    private static final String WIDTH = "width."; //$NON-NLS-1$
    private static final String SORT = "sort"; //$NON-NLS-1$
    private static final String DESCENDING = "descending"; //$NON-NLS-1$
    private static final int MAX_WIDTH = 4000;

    private final IDialogSettings settings;

    /** The choice kept in these settings. */
    ColumnChoice(IDialogSettings settings) {
        this.settings = settings;
    }

    /** The columns to show, in order; never empty. */
    List<Column> shown() {
        String[] ids = settings.getArray(SHOWN);
        List<Column> chosen = ids == null
                ? List.of()
                : Arrays.stream(ids)
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(Columns::byId)
                        .flatMap(Optional::stream)
                        .toList();
        return chosen.isEmpty() ? standard() : chosen;
    }

    /** The columns that are there before the user chooses. */
    static List<Column> standard() {
        return Columns.all().stream().filter(Column::standard).toList();
    }

    /** Remembers the columns to show. */
    void show(List<Column> columns) {
        settings.put(SHOWN, columns.stream().map(Column::id).toArray(String[]::new));
    }

    /** The columns for a dialog: those shown in their order, then the others. */
    List<Column> shownFirst() {
        List<Column> columns = new ArrayList<>(shown());
        Columns.all().stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        return columns;
    }

    /** The width the user gave a column in pixels, 0 when he gave none. */
    int width(Column column) {
        try {
            return Math.max(0, Math.min(MAX_WIDTH, settings.getInt(WIDTH + column.id())));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Remembers a column's width in pixels. */
    void setWidth(Column column, int pixels) {
        settings.put(WIDTH + column.id(), pixels);
    }

    /** The column to sort by. */
    Column sortColumn() {
        String id = settings.get(SORT);
        return Optional.ofNullable(id)
                .flatMap(Columns::byId)
                .orElse(Columns.all().get(0));
    }

    /** Whether the largest comes first. */
    boolean isDescending() {
        return settings.getBoolean(DESCENDING);
    }

    /** Remembers what is sorted by. */
    void sortBy(Column column, boolean descending) {
        settings.put(SORT, column.id());
        settings.put(DESCENDING, descending);
    }
}
