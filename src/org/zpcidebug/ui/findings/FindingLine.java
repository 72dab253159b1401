package org.zpcidebug.ui.findings;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.NotChecked;
import org.zpcidebug.ui.functions.Sources;

/**
 * A line of the view: a finding, or a check that was not made.
 *
 * @param fid the function it is about, null for the guest
 * @param finding null for a check that was not made
 * @param notChecked null for a finding
 */
record FindingLine(Long fid, Finding finding, NotChecked notChecked) {

    private static final String PARAGRAPH = "\n\n"; //$NON-NLS-1$
    private static final String LINE = "\n"; //$NON-NLS-1$

    static FindingLine of(Long fid, Finding finding) {
        return new FindingLine(fid, finding, null);
    }

    static FindingLine of(Long fid, NotChecked notChecked) {
        return new FindingLine(fid, null, notChecked);
    }

    /** What it is, in a few words. */
    String title() {
        return finding == null ? notChecked.title() : finding.title();
    }

    /** How grave it is, as a word. */
    String severity() {
        return finding == null ? Messages.Severity_NotChecked : severity(finding.severity());
    }

    static String severity(Finding.Severity severity) {
        return switch (severity) {
            case ERROR -> Messages.Severity_Error;
            case WARNING -> Messages.Severity_Warning;
            case INFO -> Messages.Severity_Note;
        };
    }

    /** What was seen, or why nothing could be. */
    String seen() {
        return finding == null ? notChecked.reason() : finding.seen();
    }

    /** All of it, for reading. */
    String words() {
        if (finding == null) {
            return title() + LINE + notChecked.reason();
        }
        String evidence = finding.evidence().stream()
                .map(value -> NLS.bind(
                        Messages.Line_Evidence,
                        new Object[] {value.label(), value.text(), Sources.name(value.source())}))
                .collect(Collectors.joining(LINE));
        return String.join(
                PARAGRAPH,
                List.of(
                        NLS.bind(Messages.Line_Title, new Object[] {severity(), title(), finding.id()}),
                        finding.seen() + (evidence.isEmpty() ? evidence : LINE + evidence),
                        NLS.bind(Messages.Line_Why, finding.why()),
                        NLS.bind(Messages.Line_Remedy, finding.remedy()),
                        NLS.bind(Messages.Line_Reference, finding.reference())));
    }
}
