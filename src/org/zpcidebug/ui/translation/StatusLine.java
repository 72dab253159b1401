package org.zpcidebug.ui.translation;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.ui.views.LabelText;

/** Above the map: which function, how much is mapped, when that was read; and while something is wrong, what. */
final class StatusLine {

    private static final int SPACING = 8;

    private final Composite line;
    private final Label totals;
    private final Label source;
    private final Composite trouble;
    private final Label problem;

    /**
     * An empty line.
     *
     * @param combo makes the choice of the function
     */
    StatusLine(Composite parent, Consumer<Composite> combo) {
        line = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        GridLayoutFactory.fillDefaults()
                .numColumns(3)
                .margins(5, 2)
                .spacing(SPACING, 2)
                .applyTo(line);
        combo.accept(line);
        totals = new Label(line, SWT.NONE);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(50, SWT.DEFAULT)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(totals);
        source = new Label(line, SWT.RIGHT);
        GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(source);
        line.addControlListener(ControlListener.controlResizedAdapter(event -> arrange()));
        trouble = new Composite(line, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(trouble);
        GridDataFactory.fillDefaults()
                .span(3, 1)
                .grab(true, false)
                .exclude(true)
                .applyTo(trouble);
        trouble.setVisible(false);
        Label icon = new Label(trouble, SWT.NONE);
        icon.setImage(PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_OBJS_WARN_TSK));
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(icon);
        problem = new Label(trouble, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(problem);
    }

    /** The control. */
    Composite control() {
        return line;
    }

    /** The totals stand between function and time where there is room, else below them. */
    private void arrange() {
        Control[] above = line.getChildren();
        int needed = 0;
        for (Control each : List.of(above[0], totals, source)) {
            needed += each.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + SPACING;
        }
        boolean isNarrow = needed + SPACING > line.getClientArea().width;
        GridData data = (GridData) totals.getLayoutData();
        if (isNarrow != data.horizontalSpan > 1) {
            data.horizontalSpan = isNarrow ? 3 : 1;
            ((GridData) source.getLayoutData()).horizontalSpan = isNarrow ? 2 : 1;
            ((GridData) source.getLayoutData()).grabExcessHorizontalSpace = isNarrow;
            if (isNarrow) {
                totals.moveBelow(source);
            } else {
                totals.moveAbove(source);
            }
            line.requestLayout();
        }
    }

    /** Shows what a reading gave. */
    void show(MappingState state, boolean frozen) {
        boolean isGoingOn = state.goesOn() && !frozen;
        String words = isGoingOn
                ? NLS.bind(Messages.Status_GoesOn, Sizes.count(state.mappings().size()))
                : StatusText.totals(state.reading());
        LabelText.set(totals, words);
        totals.setToolTipText(words);
        LabelText.set(source, StatusText.source(state.reading(), frozen));
        arrange();
        source.setToolTipText(StatusText.space(state.reading()));
        trouble(isGoingOn ? "" : StatusText.problem(state.reading())); //$NON-NLS-1$
    }

    /** Shows that nothing is known, with a reason or without. */
    void clear(String reason) {
        LabelText.set(totals, ""); //$NON-NLS-1$
        LabelText.set(source, ""); //$NON-NLS-1$
        trouble(reason);
    }

    private void trouble(String words) {
        LabelText.set(problem, words);
        GridData data = (GridData) trouble.getLayoutData();
        if (data.exclude != words.isEmpty()) {
            data.exclude = words.isEmpty();
            trouble.setVisible(!words.isEmpty());
            trouble.requestLayout();
        }
    }
}
