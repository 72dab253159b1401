package org.zpcidebug.ui.testing;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.debug.ui.IDebugView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;

/** What the user sees in the platform's debugger views, and the keys pressed there. To be used on the UI thread. */
public final class ShownDebugger {

    private ShownDebugger() {}

    /** One of the platform's views, opened. */
    public static IViewPart open(String id) {
        try {
            return Workbench.page().showView(id);
        } catch (PartInitException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tree of one of the platform's views. */
    public static Tree tree(String id) {
        return (Tree) ((IDebugView) open(id)).getViewer().getControl();
    }

    /** The texts of a tree's items that are expanded, a line each, columns joined by a space. */
    public static List<String> lines(Tree tree) {
        List<String> lines = new ArrayList<>();
        add(tree.getItems(), lines);
        return lines;
    }

    private static void add(TreeItem[] items, List<String> lines) {
        for (TreeItem item : items) {
            StringBuilder line = new StringBuilder(item.getText());
            for (int column = 1; column < item.getParent().getColumnCount(); column++) {
                line.append(' ').append(item.getText(column));
            }
            lines.add(line.toString());
            if (item.getExpanded()) {
                add(item.getItems(), lines);
            }
        }
    }

    /** The item of a tree whose line has this text; null when there is none. */
    public static TreeItem item(TreeItem[] items, String text) {
        for (TreeItem item : items) {
            if (item.getText().contains(text)) {
                return item;
            }
            TreeItem inside = item.getExpanded() ? item(item.getItems(), text) : null;
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }

    /** Presses a key in the Debug view, as the user does: the workbench finds the command that is bound to it. */
    public static void press(int key) {
        Workbench.page().activate(open(IDebugUIConstants.ID_DEBUG_VIEW));
        Tree tree = tree(IDebugUIConstants.ID_DEBUG_VIEW);
        tree.setFocus();
        Event event = new Event();
        event.keyCode = key;
        event.type = SWT.KeyDown;
        event.widget = tree;
        tree.notifyListeners(SWT.KeyDown, event);
    }
}
