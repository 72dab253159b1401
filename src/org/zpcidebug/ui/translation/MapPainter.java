package org.zpcidebug.ui.translation;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.zpcidebug.zpci.DmaWindow;

/** Paints strips of the map: the higher a column, the more of it is mapped; changes have a line above it. */
final class MapPainter {

    private static final int LINE = 3;
    private static final int LEAST = 3;
    private static final int GAP = 8;

    private final MapColours colours;

    /** Paints with these colours. */
    MapPainter(MapColours colours) {
        this.colours = colours;
    }

    /** Paints a picture into an area as wide as the picture. */
    void strip(GC gc, MapPicture picture, Rectangle area) {
        int height = area.height - LINE - 1;
        int bottom = area.y + area.height;
        for (int i = 0; i < picture.scale().columns(); i++) {
            int x = area.x + i;
            if (picture.mapped()[i] > 0) {
                int high = Math.max(LEAST, Math.round(height * picture.mapped()[i]));
                int low = picture.readOnly()[i] == 0
                        ? 0
                        : Math.max(1, Math.round(high * picture.readOnly()[i] / picture.mapped()[i]));
                bar(gc, colours.writable(), x, bottom - high, high - low);
                bar(gc, colours.readOnly(), x, bottom - low, low);
            }
            if (picture.gone()[i]) {
                mark(gc, colours.gone(), x, area.y);
            } else if (picture.fresh()[i]) {
                mark(gc, colours.fresh(), x, area.y);
            }
        }
        gc.drawLine(area.x, bottom, area.x + area.width - 1, bottom);
    }

    private static void bar(GC gc, Color colour, int x, int y, int height) {
        if (height > 0) {
            gc.setBackground(colour);
            gc.fillRectangle(x, y, 1, height);
        }
    }

    private static void mark(GC gc, Color colour, int x, int y) {
        gc.setBackground(colour);
        gc.fillRectangle(x - 1, y, LINE, LINE);
    }

    /** Marks a part of a strip that the user selected or that is shown below. */
    void frame(GC gc, MapScale scale, DmaWindow part, Rectangle area) {
        DmaWindow shown = scale.shown().intersection(part);
        if (shown.isEmpty()) {
            return;
        }
        int from = scale.column(shown.first());
        int to = scale.column(shown.last());
        int width = Math.max(LEAST, to - from + 1);
        gc.drawRectangle(area.x + from - 1, area.y - 1, width, area.height + 1);
    }

    /** Writes the first and last address below a strip, and a text between them when there is room. */
    void ends(GC gc, DmaWindow shown, String middle, Rectangle area) {
        String first = Addresses.hex(shown.first());
        String last = Addresses.hex(shown.last());
        Point left = gc.textExtent(first);
        Point right = gc.textExtent(last);
        Point between = gc.textExtent(middle);
        int y = area.y + area.height + 2;
        gc.drawText(first, area.x, y, SWT.DRAW_TRANSPARENT);
        if (left.x + right.x + GAP < area.width) {
            gc.drawText(last, area.x + area.width - right.x, y, SWT.DRAW_TRANSPARENT);
        }
        if (left.x + right.x + between.x + 2 * GAP < area.width) {
            int x = left.x + (area.width - left.x - right.x - between.x) / 2;
            gc.drawText(middle, area.x + x, y, SWT.DRAW_TRANSPARENT);
        }
    }
}
