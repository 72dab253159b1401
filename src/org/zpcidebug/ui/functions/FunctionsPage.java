package org.zpcidebug.ui.functions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.views.FilterField;
import org.zpcidebug.ui.views.HeaderLine;
import org.zpcidebug.ui.views.MessagePage;

/** A guest in the Functions view: header, filter, table and details. */
final class FunctionsPage {

    private static final String DETAILS = "details"; //$NON-NLS-1$
    private static final String SHARE = "tableShare"; //$NON-NLS-1$
    private static final Set<String> ON_CONFIG_PAGE =
            Set.of("probe.config", "probe.msix", "probe.bars"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    private static final int WHOLE = 1000;
    private static final int DEFAULT_SHARE = 380;
    /** So much wider than high, and the details stand beside the table. */
    private static final double FLAT = 2.6;

    private final IDialogSettings settings;
    private final ColumnChoice choice;
    private final FunctionRows rows = new FunctionRows();
    private final Composite whole;
    private final HeaderLine header;
    private final FilterField filter;
    private final Composite body;
    private final SashForm sash;
    private final FunctionTable table;
    private final CTabFolder folder;
    private final DetailsPane details;
    private final ConfigPage config;
    private final MessagePage nothing;
    private final MessagePage noMatch;
    private List<FunctionRow> unfiltered = List.of();
    private List<FunctionRow> explained = List.of();
    private boolean fresh = true;

    /**
     * Makes the page.
     *
     * @param reconnecting is run when the user asks to connect again
     * @param readingBar is run when the user wants to read words of a BAR of the function that is shown
     */
    FunctionsPage(Composite parent, IDialogSettings settings, Runnable reconnecting, Runnable readingBar) {
        this.settings = settings;
        this.choice = new ColumnChoice(settings);
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(whole);
        header = new HeaderLine(whole, reconnecting);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header.control());
        filter = new FilterField(whole, Messages.Filter_Hint, Messages.Filter_ToolTip, this::filter, this::setFocus);
        body = new Composite(whole, SWT.NONE);
        body.setLayout(new StackLayout());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
        sash = new SashForm(body, SWT.VERTICAL);
        table = new FunctionTable(sash, choice, rows);
        folder = new CTabFolder(sash, SWT.TOP | SWT.FLAT);
        details = new DetailsPane(folder);
        config = new ConfigPage(folder, readingBar);
        addTab(Messages.Tab_Fields, details.control());
        addTab(Messages.Tab_Config, config.control());
        folder.setSelection(0);
        folder.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> showConfig()));
        nothing = new MessagePage(body, Messages.NoFunctions_Heading, "", List.of()); //$NON-NLS-1$
        noMatch = new MessagePage(
                body,
                Messages.NoMatch_Heading,
                "", //$NON-NLS-1$
                List.of(new MessagePage.Choice(
                        Icons.FILTER, Messages.NoMatch_Clear, Messages.NoMatch_ClearHint, this::clearFilter)));
        table.viewer().addSelectionChangedListener(event -> showDetails());
        arrange();
        show(sash);
    }

    private void addTab(String label, Control control) {
        CTabItem tab = new CTabItem(folder, SWT.NONE);
        tab.setText(label);
        tab.setControl(control);
    }

    /** Decoding is left out while nobody sees it. */
    private void showConfig() {
        if (folder.getSelectionIndex() == 1) {
            config.show(details.function());
        }
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
        unfiltered = List.of();
        rows.clear();
        table.select(List.of());
        table.viewer().refresh();
        explained = List.of();
        details.show(explained, false);
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
        showDetails();
        showConfig();
        nothing.explain(reason(state));
        showBody();
    }

    /** A guest just attached to begins with its first function selected; later the selection is the user's. */
    private void selectFirst(FunctionRows.Delta delta) {
        if (fresh && !delta.added().isEmpty() && !table.isEmpty()) {
            fresh = false;
            table.select(table.shown().subList(0, 1));
        }
    }

    /** Hides what does not match; what was selected and hidden is selected again when it comes back. */
    private void filter(String text) {
        List<FunctionRow> selected = table.selected();
        if (!selected.isEmpty()) {
            unfiltered = selected;
        }
        table.filter(text);
        showBody();
        if (table.selected().isEmpty()) {
            table.select(unfiltered);
        }
        if (text.isBlank()) {
            unfiltered = List.of();
        }
        noMatch.explain(NLS.bind(Messages.NoMatch_Explain, text.strip()));
    }

    private void clearFilter() {
        filter.clear();
        setFocus();
    }

    private void showBody() {
        if (rows.rows().isEmpty()) {
            show(nothing.control());
        } else {
            show(table.isEmpty() ? noMatch.control() : sash);
        }
    }

    /** Puts the focus on what the user works with: the table, or the way back to it. */
    void setFocus() {
        Control top = ((StackLayout) body.getLayout()).topControl;
        if (top == noMatch.control()) {
            noMatch.setFocus();
        } else {
            table.viewer().getControl().setFocus();
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

    /** The details are those of the selection, by whatever way that has changed. */
    private void showDetails() {
        List<FunctionRow> selected = table.selected();
        if (!selected.equals(explained)) {
            explained = selected;
            details.show(selected, details.isStale());
            showConfig();
        }
    }

    /** Whether the details are shown. */
    boolean isDetailsVisible() {
        return settings.get(DETAILS) == null || settings.getBoolean(DETAILS);
    }

    /** Shows or hides the details. */
    void setDetailsVisible(boolean visible) {
        settings.put(DETAILS, visible);
        folder.setVisible(visible); // else they could still be reached with the keyboard
        sash.setMaximizedControl(visible ? null : table.viewer().getControl());
    }

    /** Selects a function, and in its details the field with that path, or its configuration space. */
    void reveal(long fid, String path) {
        if (row(fid).isEmpty()) {
            filter.clear();
        }
        row(fid).ifPresent(row -> table.select(List.of(row)));
        showDetails();
        folder.setSelection(ON_CONFIG_PAGE.contains(path) ? 1 : 0);
        showConfig();
        details.reveal(path);
    }

    private Optional<FunctionRow> row(long fid) {
        return table.shown().stream().filter(row -> row.fid() == fid).findFirst();
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
    FilterField filter() {
        return filter;
    }

    /** The fields that are selected in the details if those have the focus, else the rows that are selected. */
    String copyText() {
        if (config.hasFocus()) {
            return config.copyText();
        }
        return details.tree().isFocusControl()
                ? details.copyText()
                : CopyText.table(table.visibleColumns(), table.chosen());
    }

    /** Selects all fields if the details have the focus, else all rows. */
    void selectAll() {
        if (details.tree().isFocusControl()) {
            details.tree().selectAll();
        } else {
            table.selectAll();
        }
    }

    /** Asks the user for columns and shows them. */
    void chooseColumns() {
        ColumnDialog dialog = new ColumnDialog(whole.getShell(), choice.shownFirst(), choice.shown());
        if (dialog.open() == Window.OK) {
            table.show(dialog.result());
        }
    }
}
