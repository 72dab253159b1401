package org.zpcidebug.ui.translation;

import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.MouseEvent;
import org.eclipse.swt.events.MouseListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.Background;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.MappedAreas;
import org.zpcidebug.zpci.Mappings;

/**
 * A picture of a function's DMA addresses: above the whole window, below the part that the user zoomed to. The list has
 * the same content for those who cannot see it.
 */
final class ApertureMap {

    private static final int MARGIN = 5;
    private static final int OVERVIEW = 12;
    private static final int DETAIL = 44;
    private static final int SPACE = 5;
    private static final int HEIGHT = OVERVIEW + DETAIL + 3 * SPACE;

    private final Canvas canvas;
    private final MapPainter painter;
    private final Background<Pictures> pictures;
    private final LongConsumer chosen;
    private MappingState state;
    private MapScale detail;

    /** What it was zoomed to on its own account. */
    private MapScale fitted;

    private Pictures shown;
    private DmaWindow selected;

    private record Pictures(MappingState state, MapPicture whole, MapPicture detail) {}

    /**
     * An empty map.
     *
     * @param chosen is given the DMA address that the user clicked on
     */
    ApertureMap(Composite parent, ExecutorService executor, LongConsumer chosen) {
        this.chosen = chosen;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        painter = new MapPainter(new MapColours(canvas));
        pictures = new Background<>(executor, canvas.getDisplay(), this::arrived);
        AccessibleName.set(canvas, Messages.Map_Name);
        canvas.addPaintListener(event -> paint(event.gc));
        canvas.addControlListener(ControlListener.controlResizedAdapter(event -> resized()));
        canvas.addMouseMoveListener(this::hover);
        canvas.addMouseListener(MouseListener.mouseDownAdapter(this::click));
        canvas.addListener(SWT.MouseVerticalWheel, this::wheel);
        canvas.addKeyListener(KeyListener.keyPressedAdapter(this::key));
        canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
        canvas.addTraverseListener(event ->
                event.doit = event.detail != SWT.TRAVERSE_ARROW_NEXT && event.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
    }

    /** The control. */
    Canvas control() {
        return canvas;
    }

    /** The function whose picture is there, null while there is none. */
    Long function() {
        return shown == null ? null : shown.state().fid();
    }

    /** The part of the window that it is zoomed to; null while there is no window. */
    DmaWindow zoomed() {
        return detail == null ? null : detail.shown();
    }

    /** Whether the picture is that of the part that it is zoomed to. */
    boolean isCurrent() {
        return shown != null && shown.detail().scale().equals(detail);
    }

    /** How high it wants to be. */
    int height() {
        return HEIGHT + 2 * canvas.getFont().getFontData()[0].getHeight() + SPACE;
    }

    /** Shows a state; the part that is zoomed to stays when it is the same window. Null shows nothing. */
    void show(MappingState now) {
        DmaWindow before = window();
        boolean isRefitted = state != null && state.goesOn() && fitted != null && fitted.equals(detail);
        state = now;
        DmaWindow window = window();
        if (window == null) {
            detail = null;
            shown = null;
            canvas.redraw();
        } else if (detail == null || isRefitted || !window.equals(before)) {
            fit();
        } else {
            request();
        }
    }

    private DmaWindow window() {
        if (state == null || !state.reading().space().isKnown()) {
            return null;
        }
        DmaWindow window = state.reading().space().value().reach();
        return window.isEmpty() ? null : window;
    }

    private int columns() {
        return Math.max(1, canvas.getClientArea().width - 2 * MARGIN);
    }

    /** Zooms to where most is mapped. */
    void fit() {
        DmaWindow window = window();
        if (window != null) {
            MappedAreas areas = state.areas();
            show(areas.largest() < 0 ? window : areas.windows().get(areas.largest()));
            fitted = detail;
        }
    }

    /** Zooms to the next area in which something is mapped; after the last one comes the first. */
    void nextArea() {
        if (detail != null) {
            show(state.areas().next(detail.shown().last()));
        }
    }

    /** Zooms to the area before. */
    void previousArea() {
        if (detail != null) {
            show(state.areas().previous(detail.shown().first()));
        }
    }

    private void show(DmaWindow part) {
        DmaWindow window = window();
        if (window != null && part != null) {
            zoom(MapScale.of(window, part.intersection(window), columns()));
        }
    }

    /** Shows the whole window. */
    void whole() {
        if (detail != null) {
            zoom(MapScale.whole(detail.whole(), columns()));
        }
    }

    /** Zooms in, around the middle or what is selected. */
    void nearer() {
        if (detail != null) {
            zoom(detail.nearer(middle()));
        }
    }

    /** Zooms out. */
    void farther() {
        if (detail != null) {
            zoom(detail.farther(middle()));
        }
    }

    private int middle() {
        boolean isShown = selected != null && detail.shows(selected.first());
        return isShown ? detail.column(selected.first()) : detail.columns() / 2;
    }

    private void zoom(MapScale scale) {
        detail = scale;
        request();
    }

    /** Marks a range of DMA addresses, null for none, and moves to it when it cannot be seen. */
    void select(DmaWindow range) {
        selected = range;
        if (range != null && detail != null && !detail.shows(range.first())) {
            zoom(detail.centred(range.first()));
        }
        canvas.redraw();
    }

    private void resized() {
        if (detail != null) {
            zoom(MapScale.of(detail.whole(), detail.shown(), columns()));
        }
    }

    private void request() {
        MappingState now = state;
        MapScale scale = detail;
        pictures.submit(() -> new Pictures(
                now, MapPicture.of(now, MapScale.whole(scale.whole(), scale.columns())), MapPicture.of(now, scale)));
    }

    private void arrived(Pictures arrived) {
        if (!canvas.isDisposed() && detail != null) {
            shown = arrived;
            canvas.redraw();
        }
    }

    private Rectangle overviewArea() {
        return new Rectangle(MARGIN, SPACE, columns(), OVERVIEW);
    }

    private Rectangle detailArea() {
        return new Rectangle(MARGIN, 2 * SPACE + OVERVIEW, columns(), DETAIL);
    }

    private void paint(GC gc) {
        if (shown == null) {
            return;
        }
        gc.setAdvanced(true);
        gc.setAntialias(SWT.OFF);
        Rectangle above = overviewArea();
        Rectangle below = detailArea();
        painter.strip(gc, shown.whole(), above);
        painter.frame(gc, shown.whole().scale(), shown.detail().scale().shown(), above);
        painter.strip(gc, shown.detail(), below);
        if (selected != null) {
            painter.frame(gc, shown.detail().scale(), selected, below);
        }
        String step = Sizes.words(shown.detail().scale().step());
        painter.ends(gc, shown.detail().scale().shown(), NLS.bind(Messages.Map_Step, step), below);
        if (canvas.isFocusControl()) {
            Rectangle all = canvas.getClientArea();
            gc.drawFocus(1, 1, all.width - 2, all.height - 2);
        }
    }

    private MapPicture at(int y) {
        Rectangle above = overviewArea();
        return y < above.y + above.height + SPACE / 2 ? shown.whole() : shown.detail();
    }

    private void hover(MouseEvent event) {
        String text = shown == null ? "" : describe(at(event.y), event.x - MARGIN); //$NON-NLS-1$
        if (!text.equals(canvas.getToolTipText())) {
            canvas.setToolTipText(text);
        }
    }

    /** What is mapped in a column, for people. */
    private String describe(MapPicture picture, int x) {
        int column = Math.max(0, Math.min(picture.scale().columns() - 1, x));
        DmaWindow range = picture.scale().range(column);
        String percent = Integer.toString((int) Math.ceil(100 * picture.mapped()[column]));
        String readOnly = Integer.toString((int) Math.ceil(100 * picture.readOnly()[column]));
        String text = NLS.bind(Messages.Map_Hover, new Object[] {range, percent, readOnly});
        Mappings mappings = shown.state().mappings();
        int row = mappings.find(range.first());
        row = row < 0 ? -1 - row : row;
        if (row < mappings.size() && range.contains(mappings.iova(row)) || picture.mapped()[column] > 0) {
            String first = Addresses.hex(mappings.iova(row));
            text += NLS.bind(Messages.Map_HoverFirst, first, Addresses.hex(mappings.address(row)));
        }
        text += picture.fresh()[column] ? Messages.Map_HoverNew : ""; //$NON-NLS-1$
        return text + (picture.gone()[column] ? Messages.Map_HoverGone : ""); //$NON-NLS-1$
    }

    private void click(MouseEvent event) {
        canvas.setFocus();
        if (shown == null || event.button != 1) {
            return;
        }
        MapPicture picture = at(event.y);
        long address = picture.scale().range(event.x - MARGIN).first();
        if (picture == shown.whole()) {
            zoom(detail.centred(address));
        } else {
            chosen.accept(address);
        }
    }

    private void wheel(Event event) {
        if (detail == null) {
            return;
        }
        event.doit = false;
        int column = Math.max(0, Math.min(detail.columns() - 1, event.x - MARGIN));
        if ((event.stateMask & SWT.SHIFT) != 0) {
            zoom(detail.moved(-event.count * detail.columns() / 20));
        } else {
            zoom(event.count > 0 ? detail.nearer(column) : detail.farther(column));
        }
    }

    private void key(KeyEvent event) {
        if (detail == null) {
            return;
        }
        switch (event.keyCode == 0 ? event.character : event.keyCode) {
            case SWT.ARROW_LEFT -> zoom(detail.moved(-detail.columns() / 8));
            case SWT.ARROW_RIGHT -> zoom(detail.moved(detail.columns() / 8));
            case SWT.HOME, '0' -> whole();
            case SWT.END -> fit();
            case SWT.PAGE_DOWN -> nextArea();
            case SWT.PAGE_UP -> previousArea();
            case '+', '=', SWT.KEYPAD_ADD, SWT.ARROW_UP -> nearer();
            case '-', SWT.KEYPAD_SUBTRACT, SWT.ARROW_DOWN -> farther();
            case SWT.CR, SWT.KEYPAD_CR -> chosen.accept(detail.range(middle()).first());
            default -> {
                return;
            }
        }
        event.doit = false;
    }
}
