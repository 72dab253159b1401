package org.zpcidebug.ui.views;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** A row of small bars, one for each number, the highest as high as there is room. */
final class Sparkline {

    private static final int MARGIN = 3;
    private static final int STRONG = 255;
    private static final int LIGHT = 150;

    private Sparkline() {}

    /** Paints into a cell, in the colour of its text, the newest number at the right end. */
    static void paint(GC gc, Rectangle cell, int[] numbers) {
        int highest = 1;
        for (int number : numbers) {
            highest = Math.max(highest, number);
        }
        int room = cell.width - 2 * MARGIN;
        int height = cell.height - 2 * MARGIN;
        int width = Math.max(1, room / numbers.length);
        int count = Math.min(numbers.length, room / width);
        int bottom = cell.y + cell.height - MARGIN;
        int left = cell.x + MARGIN;
        gc.setBackground(gc.getForeground());
        gc.setAlpha(LIGHT);
        gc.fillRectangle(left, bottom, count * width, 1);
        gc.setAlpha(STRONG);
        for (int i = 0; i < count; i++) {
            int number = numbers[numbers.length - count + i];
            int bar = number == 0 ? 0 : Math.max(1, (int) Math.round((double) height * number / highest));
            gc.fillRectangle(left + i * width, bottom - bar, width, bar);
        }
    }
}
