package org.zpcidebug.ui.interrupts;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.InterruptHistory;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.VectorRows;
import org.zpcidebug.inspect.VectorRows.Matches;
import org.zpcidebug.inspect.VectorRows.Query;
import org.zpcidebug.ui.views.Background;
import org.zpcidebug.ui.views.FilterField;
import org.zpcidebug.ui.views.FunctionCombo;
import org.zpcidebug.ui.views.HeaderLine;
import org.zpcidebug.ui.views.LabelText;

/** The vectors of a function or all: choices, what is shown of how many, and the table. */
final class VectorsPage {

    private static final String ALL = "allFunctions"; //$NON-NLS-1$
    private static final String UNUSED = "unusedVectors"; //$NON-NLS-1$

    private final Composite whole;
    private final HeaderLine header;
    private final FunctionCombo combo;
    private final Button all;
    private final Button unused;
    private final FilterField filter;
    private final Label count;
    private final VectorTable table;
    private final IDialogSettings settings;
    private final Background<Answer> answers;
    private final Matches matches = new Matches();
    private Query query;
    private Long fid;
    private GuestSnapshot snapshot;
    private InterruptHistory history;
    private VectorTexts shown = new VectorTexts(null, List.of());
    private Selected selected;

    private record Selected(long fid, int vector) {}

    private record Answer(GuestSnapshot snapshot, VectorRows rows, List<Integer> cpus, int selection) {}

    /** Makes the page. */
    VectorsPage(
            Composite parent,
            ExecutorService executor,
            IDialogSettings settings,
            Function<Composite, FunctionCombo> functions,
            Runnable reconnect) {
        this.settings = settings;
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(whole);
        header = new HeaderLine(whole, reconnect);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header.control());
        Composite line = new Composite(whole, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        GridLayoutFactory.fillDefaults()
                .numColumns(5)
                .margins(5, 2)
                .spacing(8, 2)
                .applyTo(line);
        combo = functions.apply(line);
        all = check(line, Messages.Vectors_All, Messages.Vectors_AllHint, ALL);
        unused = check(line, Messages.Vectors_Unused, Messages.Vectors_UnusedHint, UNUSED);
        query = Query.ALL.unused(unused.getSelection());
        filter = new FilterField(
                line,
                Messages.Vectors_Filter,
                Messages.Vectors_FilterHint,
                text -> ask(query.filter(text)),
                () -> table().table().table().setFocus());
        count = new Label(line, SWT.RIGHT);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(count);
        table = new VectorTable(whole, settings, sort -> ask(query.sort(sort.order(), sort.cpu())));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.table().control());
        answers = new Background<>(executor, whole.getDisplay(), this::arrived);
        table.table()
                .onSelect(row -> selected = row < 0
                        ? null
                        : new Selected(
                                shown.rows().snapshot(row).fid(), shown.rows().vector(row)));
        table.showOrder(query);
        enableCombo();
    }

    private Button check(Composite line, String text, String hint, String key) {
        Button button = new Button(line, SWT.CHECK);
        button.setText(text);
        button.setToolTipText(hint);
        button.setSelection(settings.getBoolean(key));
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            settings.put(key, button.getSelection());
            enableCombo();
            ask(query.unused(unused.getSelection()));
        }));
        return button;
    }

    /** The choice is of no use while all functions are shown. */
    private void enableCombo() {
        combo.control().setEnabled(!all.getSelection() && combo.control().getItemCount() > 0);
    }

    /** The control. */
    Control control() {
        return whole;
    }

    /** The table. */
    VectorTable table() {
        return table;
    }

    /** What is shown. */
    VectorTexts shown() {
        return shown;
    }

    /** Another function of another guest, null for none. */
    void follow(GuestSession session, Long function) {
        fid = function;
        snapshot = null;
        history = session == null ? null : session.interrupts().history();
        selected = null;
        clear(""); //$NON-NLS-1$
    }

    private void clear(String words) {
        shown = new VectorTexts(null, List.of());
        table.table().show(shown, -1);
        say(words, words);
    }

    /** Shows a state. */
    void show(GuestSession session, SessionState state) {
        header.show(session.address(), state);
        enableCombo();
        snapshot = state.snapshot();
        if (snapshot != null) {
            ask(query);
        }
    }

    /** Shows all functions, or the chosen one. */
    void showAll(boolean now) {
        all.setSelection(now);
        settings.put(ALL, now);
        enableCombo();
        ask(query);
    }

    private void ask(Query now) {
        query = now;
        table.showOrder(now);
        GuestSnapshot current = snapshot;
        InterruptHistory past = history;
        Query asked = now.of(all.getSelection() ? null : fid);
        Selected kept = selected;
        if (current != null && past != null) {
            answers.submit(() -> answer(current, past, asked, kept));
        }
    }

    private Answer answer(GuestSnapshot current, InterruptHistory past, Query asked, Selected kept) {
        VectorRows rows = VectorRows.of(current, past, asked, matches);
        List<Integer> cpus = current.interrupts()
                .flatMap(reading -> Value.from(reading.cpus()))
                .orElse(List.of());
        return new Answer(current, rows, cpus, kept == null ? -1 : rows.find(kept.fid(), kept.vector()));
    }

    private void arrived(Answer answer) {
        if (whole.isDisposed() || snapshot == null) {
            return;
        }
        table.setCpus(answer.cpus());
        shown = new VectorTexts(answer.rows(), answer.cpus());
        table.table().show(shown, answer.selection());
        String reasons = String.join("\n", answer.rows().reasons()); //$NON-NLS-1$
        if (answer.rows().all() == 0 && !reasons.isEmpty()) {
            say(answer.rows().reasons().get(0), reasons);
        } else {
            String of = Numbers.count(answer.rows().all());
            say(NLS.bind(Messages.Vectors_Count, Numbers.count(answer.rows().size()), of), reasons);
        }
    }

    private void say(String words, String more) {
        LabelText.set(count, words);
        count.setToolTipText(more.isEmpty() ? null : more);
    }

    /** The number of the selected row; -1 for none. */
    int selectedRow() {
        return table.table().selected();
    }

    /** Puts the cursor into the filter. */
    void focusFilter() {
        filter.setFocus();
    }

    /** Puts the focus on the table. */
    void setFocus() {
        table.table().table().setFocus();
    }
}
