package org.zpcidebug.ui.functions;

import java.util.List;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.AccessibleName;

/** A guest in the Functions view: header, filter, table and details. */
final class FunctionsPage {

    private static final String DETAILS = "details"; //$NON-NLS-1$
    private static final String SHARE = "tableShare"; //$NON-NLS-1$
    private static final int WHOLE = 1000;
    private static final int DEFAULT_SHARE = 380;
    /** So much wider than high, and the details stand beside the table. */
    private static final double FLAT = 2.6;

    private final IDialogSettings settings;
    private final ColumnChoice choice;
    private final FunctionRows rows = new FunctionRows();
    private final Composite whole;
    private final HeaderLine header;
    private final Text filter;
    private final Composite body;
    private final SashForm sash;
    private final FunctionTable table;
    private final DetailsPane details;
    private final MessagePage nothing;
    private boolean fresh = true;

    /**
     * Makes the page.
     *
     * @param reconnecting is run when the user asks to connect again
     */
    FunctionsPage(Composite parent, IDialogSettings settings, Runnable reconnecting) {
        this.settings = settings;
        this.choice = new ColumnChoice(settings);
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(whole);
        header = new HeaderLine(whole, reconnecting);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header.control());
        filter = new Text(whole, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.Filter_Hint);
        filter.setToolTipText(Messages.Filter_ToolTip);
        AccessibleName.set(filter, Messages.Filter_Name);
        GridDataFactory.fillDefaults().grab(true, false).indent(3, 0).applyTo(filter);
        body = new Composite(whole, SWT.NONE);
        body.setLayout(new StackLayout());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
        sash = new SashForm(body, SWT.VERTICAL);
        table = new FunctionTable(sash, choice, rows);
        details = new DetailsPane(sash);
        nothing = new MessagePage(body, Messages.NoFunctions_Heading, "", List.of()); //$NON-NLS-1$
        filter.addModifyListener(event -> table.filter(filter.getText()));
        table.viewer().addSelectionChangedListener(event -> showDetails());
        arrange();
        show(sash);
    }

    private void arrange() {
        int share = DEFAULT_SHARE;
        try {
            share = Math.max(100, Math.min(WHOLE - 100, settings.getInt(SHARE)));
        } catch (NumberFormatException e) {
            // Nothing is remembered yet.
        }
        sash.setWeights(share, WHOLE - share);
        setDetailsVisible(isDetailsVisible());
        sash.addControlListener(ControlListener.controlResizedAdapter(event -> turn()));
        table.viewer().getControl().addControlListener(ControlListener.controlResizedAdapter(event -> {
            if (sash.getMaximizedControl() == null && sash.getWeights()[0] > 0) {
                settings.put(SHARE, sash.getWeights()[0] * WHOLE / (sash.getWeights()[0] + sash.getWeights()[1]));
            }
        }));
    }

    private void turn() {
        Point size = sash.getSize();
        int wanted = size.x > size.y * FLAT ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (size.y > 0 && wanted != sash.getOrientation()) {
            sash.setOrientation(wanted);
        }
    }

    /** The page's control. */
    Control control() {
        return whole;
    }

    /** Forgets the guest that was shown. */
    void clear() {
        fresh = true;
        rows.clear();
        table.viewer().setSelection(StructuredSelection.EMPTY);
        table.viewer().refresh();
        details.show(null, false);
    }

    /** Shows a state of a session: only what it changed is painted. */
    void show(GuestSession session, SessionState state) {
        header.show(session.address(), state);
        if (state.snapshot() == null) {
            nothing.explain(Messages.NoFunctions_NotYet);
            show(nothing.control());
            return;
        }
        FunctionRows.Delta delta = rows.update(state.snapshot().functions());
        table.update(delta, state.isStale());
        selectFirst(delta);
        details.update(delta, state.isStale());
        if (rows.rows().isEmpty()) {
            nothing.explain(reason(state));
            show(nothing.control());
        } else {
            show(sash);
        }
    }

    /** A guest just attached to begins with its first function selected; later the selection is the user's. */
    private void selectFirst(FunctionRows.Delta delta) {
        if (fresh && !delta.added().isEmpty()) {
            fresh = false;
            table.viewer().getTable().select(0);
            showDetails();
        }
    }

    private static String reason(SessionState state) {
        List<String> notices = state.snapshot().notices();
        return notices.isEmpty() ? Messages.NoFunctions_Explain : String.join(" ", notices); //$NON-NLS-1$
    }

    private void show(Control control) {
        StackLayout stack = (StackLayout) body.getLayout();
        if (stack.topControl != control) {
            stack.topControl = control;
            body.layout();
        }
    }

    private void showDetails() {
        List<FunctionRow> selected = table.selected();
        details.show(selected.isEmpty() ? null : selected.get(0), details.isStale());
    }

    /** Whether the details are shown. */
    boolean isDetailsVisible() {
        return settings.get(DETAILS) == null || settings.getBoolean(DETAILS);
    }

    /** Shows or hides the details. */
    void setDetailsVisible(boolean visible) {
        settings.put(DETAILS, visible);
        sash.setMaximizedControl(visible ? null : table.viewer().getControl());
    }

    /** The table. */
    FunctionTable table() {
        return table;
    }

    /** The details. */
    DetailsPane details() {
        return details;
    }

    /** The filter. */
    Text filter() {
        return filter;
    }

    /** Asks the user for columns and shows them. */
    void chooseColumns() {
        ColumnDialog dialog = new ColumnDialog(whole.getShell(), choice.shownFirst(), choice.shown());
        if (dialog.open() == Window.OK) {
            table.show(dialog.result());
        }
    }
}
