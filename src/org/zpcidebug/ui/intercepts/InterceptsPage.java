package org.zpcidebug.ui.intercepts;

import java.util.List;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.zpcidebug.debug.Breakpoints;
import org.zpcidebug.debug.InterceptLog;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.debug.PauseConsent;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.FilterField;
import org.zpcidebug.ui.views.LabelText;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.ui.views.Widths;

/** A guest's log of intercepts: a line of words, a filter, and the table, which stays at its end while that is seen. */
final class InterceptsPage {

    private static final int MARGIN = 4;

    private final Composite whole;
    private final Label status;
    private final FilterField filter;
    private final RowTable table;
    private final Runnable changed;
    private ZpciDebugTarget target;
    private LogFeed feed;
    private ShownIntercepts rows;
    private String filterText = ""; //$NON-NLS-1$
    private boolean frozen;

    /**
     * A page that shows nothing.
     *
     * @param settings where what the user chose is remembered
     * @param changed is told when other actions may make sense
     */
    InterceptsPage(Composite parent, IDialogSettings settings, Runnable changed) {
        this.changed = changed;
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .margins(MARGIN, MARGIN)
                .spacing(0, MARGIN)
                .applyTo(whole);
        status = new Label(whole, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(status);
        table = new RowTable(whole, new Nothing());
        filter = new FilterField(whole, Messages.Filter_Hint, Messages.Filter_ToolTip, this::filter, () -> table.table()
                .setFocus());
        table.control().moveBelow(null);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
        AccessibleName.set(table.table(), Messages.Table_Name);
        Widths widths = new Widths(settings);
        for (InterceptColumn column : InterceptColumn.values()) {
            int width = widths.width(column.name(), column.width());
            widths.remember(table.column(column.heading(), width, SWT.LEFT), column.name());
        }
        table.onSelect(row -> {
            words();
            changed.run();
        });
    }

    /** Before there is a guest. */
    private static final class Nothing implements RowTable.Rows {

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String text(int row, int column) {
            return ""; //$NON-NLS-1$
        }
    }

    /** Shows the log of another guest, or none. */
    void follow(ZpciDebugTarget now) {
        if (feed != null) {
            feed.close();
            feed = null;
        }
        target = now;
        frozen = false;
        if (now == null) {
            rows = null;
            if (!whole.isDisposed()) {
                table.show(new Nothing(), -1);
            }
            return;
        }
        rows = new ShownIntercepts(now.intercepts());
        rows.filter(filterText);
        table.show(rows, -1);
        feed = new LogFeed(now.intercepts(), whole.getDisplay(), this::advance);
        feed.open();
    }

    /** Takes what is new; returns whether there is more to take. */
    private boolean advance() {
        if (whole.isDisposed() || rows == null || frozen) {
            return false;
        }
        InterceptLog log = target.intercepts();
        if (log.end() == log.first()) {
            rows.clear();
        }
        boolean isAtEnd = table.isAtEnd();
        Entry selected = selected();
        boolean isNewest = selected != null && table.selected() == rows.size() - 1;
        boolean more = rows.advance();
        if (isAtEnd && isNewest) {
            table.select(rows.size() - 1);
        } else {
            table.show(rows, selected == null ? -1 : rows.indexOf(selected));
        }
        if (isAtEnd && (selected == null || isNewest)) {
            table.scrollToEnd();
        }
        words();
        changed.run();
        return more;
    }

    private void filter(String text) {
        filterText = text;
        if (rows != null) {
            rows.filter(text);
            table.select(-1);
            feed.arrived();
        }
    }

    /** Shows what is known of the guest besides its log. */
    void show(SessionState state) {
        words();
    }

    private void words() {
        LabelText.set(status, text());
    }

    private String text() {
        if (rows == null) {
            return ""; //$NON-NLS-1$
        }
        InterceptLog log = target.intercepts();
        long kept = log.end() - log.first();
        if (kept == 0) {
            return nothingYet();
        }
        String count = rows.isFiltered()
                ? NLS.bind(Messages.Status_Filtered, Integer.toString(rows.size()), Long.toString(kept))
                : count(kept);
        String dropped = log.first() > 0 && log.end() > log.capacity()
                ? NLS.bind(Messages.Status_Dropped, Integer.toString(log.capacity()))
                : ""; //$NON-NLS-1$
        String paused = frozen ? Messages.Status_Paused : ""; //$NON-NLS-1$
        List<String> interpreted =
                PauseConsent.interpreted(target.session().state().snapshot());
        String machine = interpreted.isEmpty()
                ? "" //$NON-NLS-1$
                : NLS.bind(Messages.Status_Interpreted, String.join(", ", interpreted)); //$NON-NLS-1$
        return count + dropped + paused + machine + notice();
    }

    /** The whole of a selected notice, for which a cell has no room. */
    private String notice() {
        Entry entry = selected();
        return entry == null || !entry.isNotice() ? "" : NLS.bind(Messages.Status_Notice, entry.text()); //$NON-NLS-1$
    }

    private String nothingYet() {
        if (target.isSuspended()) {
            return Messages.Status_Standing;
        }
        return Breakpoints.all().isEmpty() ? Messages.Status_NoBreakpoints : Messages.Status_Waiting;
    }

    private static String count(long kept) {
        return kept == 1 ? Messages.Status_One : NLS.bind(Messages.Status_Count, Long.toString(kept));
    }

    /** Keeps what is shown, or goes on. */
    void setFrozen(boolean now) {
        frozen = now;
        words();
        if (!now && feed != null) {
            feed.arrived();
        }
    }

    /** The log was emptied. */
    void clear() {
        rows.clear();
        table.show(rows, -1);
        words();
        changed.run();
    }

    /** The selected entry, null for none. */
    Entry selected() {
        int row = table.selected();
        return rows == null || row < 0 || row >= rows.size() ? null : rows.entry(row);
    }

    /** Selects no row: then all that are shown are copied. */
    void selectNone() {
        table.select(-1);
        changed.run();
    }

    /** The entries that are shown, from top to bottom. */
    List<Entry> shown() {
        return rows == null ? List.of() : rows.entries();
    }

    /** Whether there is nothing to see. */
    boolean isEmpty() {
        return rows == null || rows.size() == 0;
    }

    RowTable table() {
        return table;
    }

    Control control() {
        return whole;
    }

    void focusFilter() {
        filter.setFocus();
    }

    void setFocus() {
        table.table().setFocus();
    }
}
