package org.zpcidebug.ui.translation;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** What native tables and trees show as text for the clipboard: cells with tabs, rows with line ends. */
final class CopiedRows {

    private static final String TAB = "\t"; //$NON-NLS-1$
    private static final String LINE = System.lineSeparator();

    private CopiedRows() {}

    /** All rows of a table under their headings. */
    static String of(Table table) {
        String headings =
                Stream.of(table.getColumns()).map(TableColumn::getText).collect(Collectors.joining(TAB));
        return Stream.concat(Stream.of(headings), Stream.of(table.getItems()).map(item -> line(table, item)))
                .collect(Collectors.joining(LINE));
    }

    private static String line(Table table, TableItem item) {
        return IntStream.range(0, table.getColumnCount())
                .mapToObj(item::getText)
                .collect(Collectors.joining(TAB));
    }

    /** The selected row of a tree; empty for none. */
    static String of(Tree tree) {
        return Stream.of(tree.getSelection()).map(item -> line(tree, item)).collect(Collectors.joining(LINE));
    }

    private static String line(Tree tree, TreeItem item) {
        return IntStream.range(0, tree.getColumnCount()).mapToObj(item::getText).collect(Collectors.joining(TAB));
    }
}
