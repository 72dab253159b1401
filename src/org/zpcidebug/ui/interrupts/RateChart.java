package org.zpcidebug.ui.interrupts;

import java.util.List;
import java.util.function.IntPredicate;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.MouseEvent;
import org.eclipse.swt.events.MouseListener;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.zpcidebug.ui.AccessibleName;

/** A picture of rates over time. The table of the same numbers is there for those who cannot see it. */
final class RateChart {

    private static final int MARGIN = 8;
    private static final int STEPS = 4;
    private static final double ROOM = 1.1;
    private static final double SECOND = 1e9;
    private static final double PAN = 0.25;
    private static final int FAINT = 60;
    private static final int STRONG = 255;

    private final Canvas canvas;
    private final ChartColours colours;
    private ChartData data = ChartData.NONE;
    private List<String> names = List.of();
    private IntPredicate isShown = line -> true;
    private ChartWindow window = ChartWindow.MINUTE;

    /** An empty chart. */
    RateChart(Composite parent) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        colours = new ChartColours(canvas);
        AccessibleName.set(canvas, Messages.Chart_Name);
        canvas.addPaintListener(event -> paint(event.gc));
        canvas.addMouseMoveListener(this::hover);
        canvas.addMouseListener(MouseListener.mouseDownAdapter(event -> canvas.setFocus()));
        canvas.addListener(SWT.MouseVerticalWheel, this::wheel);
        canvas.addKeyListener(KeyListener.keyPressedAdapter(this::key));
        canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
        canvas.addListener(SWT.Resize, event -> canvas.redraw());
        canvas.addTraverseListener(event ->
                event.doit = event.detail != SWT.TRAVERSE_ARROW_NEXT && event.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
    }

    /** The control. */
    Canvas control() {
        return canvas;
    }

    /** The colours of the lines. */
    ChartColours colours() {
        return colours;
    }

    /** Shows other rates; the part of time that is shown stays, or goes on with the newest. */
    void show(ChartData now, List<String> lineNames, IntPredicate shown) {
        data = now;
        names = lineNames;
        isShown = shown;
        canvas.redraw();
    }

    /** The part of time that is shown. */
    ChartWindow window() {
        return window;
    }

    /** Shows a shorter time. */
    void nearer() {
        zoom(window.zoomed(true, 1, data.last()));
    }

    /** Shows a longer time. */
    void farther() {
        zoom(window.zoomed(false, 1, data.last()));
    }

    /** Shows all there is. */
    void fit() {
        zoom(ChartWindow.whole(data.first(), data.last()));
    }

    private void zoom(ChartWindow now) {
        window = now;
        canvas.redraw();
    }

    private Rectangle area(GC gc) {
        Rectangle all = canvas.getClientArea();
        Point label = gc.textExtent("000,000"); //$NON-NLS-1$
        int left = MARGIN + label.x + 4;
        return new Rectangle(
                left,
                MARGIN + label.y / 2,
                Math.max(1, all.width - left - MARGIN),
                Math.max(1, all.height - 2 * MARGIN - 2 * label.y));
    }

    private double highest(long left, long right) {
        double highest = 0;
        for (int line = 0; line < data.lines().size(); line++) {
            double[] rates = data.lines().get(line).rates();
            for (int i = 0; isShown.test(line) && i < rates.length; i++) {
                if (data.nanos()[i] >= left && data.nanos()[i] <= right && rates[i] > highest) {
                    highest = rates[i];
                }
            }
        }
        return highest;
    }

    /** The next of 1, 2 and 5 times a power of ten. */
    static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-3))));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void paint(GC gc) {
        Color plain = gc.getForeground();
        Rectangle area = area(gc);
        long right = window.right(data.last());
        long left = window.left(data.last());
        double step = step(Math.max(1, highest(left, right) * ROOM) / STEPS);
        double top = step * STEPS;
        grid(gc, area, step);
        times(gc, area, right);
        gc.setAntialias(SWT.ON);
        gc.setClipping(area);
        for (int line = 0; line < data.lines().size(); line++) {
            if (isShown.test(line)) {
                colours.apply(gc, line);
                line(gc, area, data.lines().get(line).rates(), left, top);
            }
        }
        gc.setClipping((Rectangle) null);
        gc.setForeground(plain);
        gc.setLineStyle(SWT.LINE_SOLID);
        gc.setLineWidth(1);
        if (data.nanos().length == 0) {
            centred(gc, area, Messages.Chart_Empty);
        }
        if (canvas.isFocusControl()) {
            Rectangle all = canvas.getClientArea();
            gc.drawFocus(1, 1, all.width - 2, all.height - 2);
        }
    }

    private static void centred(GC gc, Rectangle area, String text) {
        Point size = gc.textExtent(text);
        gc.drawText(
                text, area.x + (area.width - size.x) / 2, area.y + (area.height - size.y) / 2, SWT.DRAW_TRANSPARENT);
    }

    private static void grid(GC gc, Rectangle area, double step) {
        for (int i = 0; i <= STEPS; i++) {
            int y = area.y + area.height - area.height * i / STEPS;
            gc.setAlpha(i == 0 ? STRONG : FAINT);
            gc.drawLine(area.x, y, area.x + area.width, y);
            gc.setAlpha(STRONG);
            String label = Numbers.plain(step * i);
            Point size = gc.textExtent(label);
            gc.drawText(label, area.x - size.x - 4, y - size.y / 2, SWT.DRAW_TRANSPARENT);
        }
    }

    private void times(GC gc, Rectangle area, long right) {
        double seconds = window.length() / SECOND;
        double behind = (data.last() - right) / SECOND;
        for (int i = 0; i <= STEPS; i++) {
            int x = area.x + area.width * i / STEPS;
            double ago = behind + seconds * (STEPS - i) / STEPS;
            String label = ago < 0.05 ? Messages.Chart_Now : NLS.bind(Messages.Chart_Ago, Numbers.plain(ago));
            Point size = gc.textExtent(label);
            int left = Math.max(area.x, Math.min(area.x + area.width - size.x, x - size.x / 2));
            gc.drawLine(x, area.y + area.height, x, area.y + area.height + 3);
            gc.drawText(label, left, area.y + area.height + 4, SWT.DRAW_TRANSPARENT);
        }
    }

    private void line(GC gc, Rectangle area, double[] rates, long left, double top) {
        int lastX = 0;
        int lastY = 0;
        boolean hasLast = false;
        for (int i = 0; i < rates.length; i++) {
            if (Double.isNaN(rates[i])) {
                hasLast = false;
                continue;
            }
            int x = area.x + (int) ((double) (data.nanos()[i] - left) / window.length() * area.width);
            int y = area.y + area.height - (int) (rates[i] / top * area.height);
            if (hasLast && x >= area.x && lastX <= area.x + area.width) {
                gc.drawLine(lastX, lastY, x, y);
            }
            lastX = x;
            lastY = y;
            hasLast = true;
        }
    }

    private void hover(MouseEvent event) {
        String text = describe(event.x);
        if (!text.equals(canvas.getToolTipText())) {
            canvas.setToolTipText(text);
        }
    }

    private String describe(int x) {
        GC gc = new GC(canvas);
        Rectangle area = area(gc);
        gc.dispose();
        double share = Math.max(0, Math.min(1, (double) (x - area.x) / area.width));
        int at = data.nearest(window.left(data.last()) + (long) (share * window.length()));
        if (at < 0) {
            return Messages.Chart_Empty;
        }
        StringBuilder text = new StringBuilder(
                NLS.bind(Messages.Chart_At, Numbers.plain((data.last() - data.nanos()[at]) / SECOND)));
        for (int line = 0; line < data.lines().size(); line++) {
            double rate = data.lines().get(line).rates()[at];
            if (isShown.test(line) && !Double.isNaN(rate)) {
                text.append('\n').append(NLS.bind(Messages.Chart_Value, names.get(line), Numbers.rate(rate)));
            }
        }
        return text.toString();
    }

    private void wheel(Event event) {
        event.doit = false;
        double share = Math.max(0, Math.min(1, (double) event.x / Math.max(1, canvas.getClientArea().width)));
        if ((event.stateMask & SWT.SHIFT) != 0) {
            zoom(window.moved(event.count > 0 ? -PAN : PAN, data.last()));
        } else {
            zoom(window.zoomed(event.count > 0, share, data.last()));
        }
    }

    private void key(KeyEvent event) {
        switch (event.keyCode == 0 ? event.character : event.keyCode) {
            case SWT.ARROW_LEFT -> zoom(window.moved(-PAN, data.last()));
            case SWT.ARROW_RIGHT -> zoom(window.moved(PAN, data.last()));
            case SWT.HOME, '0' -> fit();
            case SWT.END -> zoom(new ChartWindow(window.length(), null));
            case '+', '=', SWT.KEYPAD_ADD, SWT.ARROW_UP -> nearer();
            case '-', SWT.KEYPAD_SUBTRACT, SWT.ARROW_DOWN -> farther();
            default -> {
                return;
            }
        }
        event.doit = false;
    }
}
