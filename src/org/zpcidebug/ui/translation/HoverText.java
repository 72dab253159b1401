package org.zpcidebug.ui.translation;

import java.util.function.Function;
import org.eclipse.swt.events.MouseEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;

/** Explains the row under the mouse pointer in a tool tip. */
final class HoverText {

    private HoverText() {}

    /** Of a table; {@code words} is given a row's data and may give null for none. */
    static void on(Table table, Function<Object, String> words) {
        table.addMouseMoveListener(event -> show(table, table.getItem(at(event)), words));
    }

    /** Of a tree. */
    static void on(Tree tree, Function<Object, String> words) {
        tree.addMouseMoveListener(event -> show(tree, tree.getItem(at(event)), words));
    }

    private static Point at(MouseEvent event) {
        return new Point(event.x, event.y);
    }

    private static void show(Control control, Item item, Function<Object, String> words) {
        String text = item == null ? null : words.apply(item.getData());
        String before = control.getToolTipText();
        if (text == null ? before != null : !text.equals(before)) {
            control.setToolTipText(text);
        }
    }
}
