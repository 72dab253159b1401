package org.zpcidebug.ui.functions;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.FunctionField;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Value;

/** Text for the clipboard: tables with tabs, so that they fall into a spreadsheet's cells. */
final class CopyText {

    private static final String TAB = "\t"; //$NON-NLS-1$
    private static final String LINE = System.lineSeparator();

    private CopyText() {}

    /** Rows as a table with a line of headings. */
    static String table(List<Column> columns, List<FunctionRow> rows) {
        String headings = columns.stream().map(Column::label).collect(Collectors.joining(TAB));
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> column.cell(row.function()))
                        .collect(Collectors.joining(TAB)))
                .collect(Collectors.joining(LINE, headings + LINE, "")); //$NON-NLS-1$
    }

    /** Fields of one function, one a line: name, value in words, source. */
    static String details(FunctionSnapshot function, List<FunctionField<?>> fields) {
        return fields.stream()
                .map(field -> {
                    Value<?> value = field.get().apply(function);
                    String words = field.text(function);
                    return value.isKnown()
                            ? String.join(TAB, field.label(), words, Sources.name(value.source()))
                            : String.join(
                                    TAB, field.label(), NLS.bind(Messages.Details_Unknown, words), Column.UNKNOWN);
                })
                .collect(Collectors.joining(LINE));
    }
}
