package org.zpcidebug.ui.findings;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.NotChecked;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.HeaderLine;
import org.zpcidebug.ui.views.LabelText;

/** A guest in the Findings view: how many there are, the tree of them, and the selected one whole. */
final class FindingsPage {

    private static final String WITH_NOT_CHECKED = "notChecked"; //$NON-NLS-1$
    private static final int MARGIN = 5;
    private static final String MILLISECONDS = "%.1f"; //$NON-NLS-1$
    private static final double NANOS_A_MILLISECOND = 1e6;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()); //$NON-NLS-1$

    private final IDialogSettings settings;
    private final Composite whole;
    private final HeaderLine header;
    private final Label summary;
    private final Link probe;
    private final FindingTree tree;
    private final Text text;
    private List<FindingGroup> groups = List.of();
    private boolean stale;
    private String probed = ""; //$NON-NLS-1$
    private Runnable opening = () -> {};

    /**
     * Makes the page.
     *
     * @param reconnecting is run when the user asks to connect again
     * @param probing is run when the user asks for a probe
     */
    FindingsPage(Composite parent, IDialogSettings settings, Runnable reconnecting, Runnable probing) {
        this.settings = settings;
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(whole);
        header = new HeaderLine(whole, reconnecting);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header.control());
        Composite line = new Composite(whole, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(MARGIN, 2).applyTo(line);
        summary = new Label(line, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(summary);
        probe = new Link(line, SWT.NONE);
        probe.setToolTipText(Messages.Page_ProbeHint);
        probe.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> probing.run()));
        GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(probe);
        SashForm sash = new SashForm(whole, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        tree = new FindingTree(sash, this::explain, () -> opening.run());
        text = new Text(sash, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER);
        AccessibleName.set(text, Messages.Page_Text);
        sash.setWeights(3, 2);
    }

    Composite control() {
        return whole;
    }

    /** What is run when a line is opened. */
    void onOpen(Runnable action) {
        opening = action;
    }

    /** Forgets the guest that was shown. */
    void clear() {
        groups = List.of();
        probed = ""; //$NON-NLS-1$
        fill();
    }

    /** Shows a state of a session. */
    void show(GuestSession session, SessionState state) {
        header.show(session.address(), state);
        GuestSnapshot snapshot = state.snapshot();
        groups = snapshot == null ? List.of() : FindingGroup.of(snapshot);
        probed = snapshot == null || !snapshot.probe().isKnown()
                ? "" //$NON-NLS-1$
                : probed(snapshot.probe().value());
        stale = state.isStale();
        fill();
    }

    private void fill() {
        tree.show(groups, isWithNotChecked(), stale);
        List<NotChecked> unchecked = groups.stream()
                .flatMap(group -> group.diagnosis().notChecked().stream())
                .toList();
        long byProbe = unchecked.stream().filter(NotChecked::needsProbe).count();
        LabelText.set(summary, summary(unchecked.size()));
        String link = byProbe == 0 ? Messages.Page_ProbeAgain : NLS.bind(Messages.Page_Probe, Long.toString(byProbe));
        if (!link.equals(probe.getText())) {
            probe.setText(link);
            probe.requestLayout();
        }
        explain();
    }

    private String summary(int unchecked) {
        String counts = FindingGroup.counts(count(Severity.ERROR), count(Severity.WARNING), count(Severity.INFO));
        String all = unchecked == 0 ? counts : NLS.bind(Messages.Page_Summary, counts, Integer.toString(unchecked));
        return all + probed;
    }

    private static String probed(ProbeReading probe) {
        String paused = String.format(MILLISECONDS, probe.paused().toNanos() / NANOS_A_MILLISECOND);
        return NLS.bind(Messages.Page_Probed, TIME.format(probe.taken()), paused);
    }

    private int count(Severity severity) {
        return groups.stream()
                .mapToInt(group -> group.diagnosis().count(severity))
                .sum();
    }

    private void explain() {
        String hint = tree.isEmpty() ? Messages.Page_Nothing : Messages.Page_Hint;
        String words = selected().map(FindingLine::words).orElse(hint);
        if (!words.equals(text.getText().replace(Text.DELIMITER, "\n"))) { //$NON-NLS-1$
            text.setText(words);
        }
    }

    /** The line that is selected. */
    Optional<FindingLine> selected() {
        return tree.selected();
    }

    FindingTree tree() {
        return tree;
    }

    void setFocus() {
        tree.control().setFocus();
    }

    /** Whether checks that were not made are listed. */
    boolean isWithNotChecked() {
        return settings.getBoolean(WITH_NOT_CHECKED);
    }

    /** Lists checks that were not made, or leaves them out. */
    void setWithNotChecked(boolean wanted) {
        settings.put(WITH_NOT_CHECKED, wanted);
        fill();
    }

    /** The selected line whole, or all when none is. */
    String copyText() {
        return selected().map(FindingLine::words).orElseGet(this::report);
    }

    /** Everything as text. */
    String report() {
        return groups.stream().map(FindingGroup::report).collect(Collectors.joining("\n")); //$NON-NLS-1$
    }
}
