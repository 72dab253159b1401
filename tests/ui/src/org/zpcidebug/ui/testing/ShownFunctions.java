package org.zpcidebug.ui.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** What the user sees in the Functions view. To be used on the UI thread. */
public final class ShownFunctions {

    private ShownFunctions() {}

    /** The table. */
    public static Table table() {
        return ((TableViewer) Workbench.view().getSite().getSelectionProvider()).getTable();
    }

    /** Everything in the view: the smallest part of it that also holds what is shown without a guest. */
    private static Composite whole() {
        Composite at = table();
        while (Ui.all(at, Link.class).stream().noneMatch(link -> link.getText().contains("demo guest"))) {
            at = at.getParent();
        }
        return at;
    }

    /** The headings from left to right. */
    public static List<String> headings() {
        List<String> headings = new ArrayList<>();
        for (int index : table().getColumnOrder()) {
            headings.add(table().getColumn(index).getText());
        }
        return headings;
    }

    /** The column with that heading. */
    public static TableColumn column(String heading) {
        return Arrays.stream(table().getColumns())
                .filter(column -> column.getText().equals(heading))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no column " + heading + " in " + headings()));
    }

    /** The texts of a column from top to bottom. */
    public static List<String> column(int index) {
        return Arrays.stream(table().getItems())
                .map(item -> item.getText(index))
                .toList();
    }

    /** The texts under a heading from top to bottom. */
    public static List<String> texts(String heading) {
        return column(table().indexOf(column(heading)));
    }

    /** The row of a function. */
    public static TableItem row(String fid) {
        return Arrays.stream(table().getItems())
                .filter(item -> item.getText(table().indexOf(column("FID"))).equals(fid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function " + fid));
    }

    /** The texts of all labels that can be seen. */
    public static List<String> labels() {
        return Ui.all(whole(), Label.class).stream()
                .filter(Label::isVisible)
                .map(Label::getText)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The link with that text that can be seen. */
    public static Optional<Link> link(String text) {
        return Ui.all(whole(), Link.class).stream()
                .filter(Link::isVisible)
                .filter(link -> link.getText().contains(text))
                .findFirst();
    }

    /** The filter. */
    public static Text filter() {
        return Ui.all(whole(), Text.class).get(0);
    }

    /** The details. */
    public static Tree details() {
        return Ui.all(whole(), Tree.class).get(0);
    }

    /** The value of a field in the details. */
    public static String detail(String field) {
        return detailItem(field).getText(1);
    }

    /** The line of a field in the details. */
    public static TreeItem detailItem(String field) {
        for (TreeItem group : details().getItems()) {
            for (TreeItem item : group.getItems()) {
                if (item.getText().equals(field)) {
                    return item;
                }
            }
        }
        throw new AssertionError("no field " + field);
    }
}
