package org.zpcidebug.ui.findings;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.Diagnosis;
import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.Words;

/**
 * The findings of the guest, or of one of its functions.
 *
 * @param fid the function, null for the guest
 * @param label for a person
 */
record FindingGroup(Long fid, String label, Diagnosis diagnosis) {

    /** The groups of a snapshot, the guest's first; each function has one. */
    static List<FindingGroup> of(GuestSnapshot snapshot) {
        List<FindingGroup> groups = new ArrayList<>();
        groups.add(new FindingGroup(null, Messages.Group_Guest, snapshot.diagnosis()));
        for (FunctionSnapshot function : snapshot.functions()) {
            groups.add(new FindingGroup(function.fid(), label(function), function.diagnosis()));
        }
        return groups;
    }

    private static String label(FunctionSnapshot function) {
        String fid = Words.hex(function.fid());
        String target = function.target().orElse(""); //$NON-NLS-1$
        return target.isEmpty()
                ? NLS.bind(Messages.Group_Function, fid)
                : NLS.bind(Messages.Group_FunctionWithTarget, fid, target);
    }

    /** The lines of its findings. */
    List<FindingLine> found() {
        return diagnosis.findings().stream()
                .map(finding -> FindingLine.of(fid, finding))
                .toList();
    }

    /** The lines of the checks that were not made. */
    List<FindingLine> notChecked() {
        return diagnosis.notChecked().stream()
                .map(check -> FindingLine.of(fid, check))
                .toList();
    }

    /** The severity of its gravest finding, null when it has none. */
    Severity gravest() {
        return diagnosis.findings().isEmpty()
                ? null
                : diagnosis.findings().get(0).severity();
    }

    /** How many findings there are, in words. */
    String summary() {
        return counts(
                diagnosis.count(Severity.ERROR), diagnosis.count(Severity.WARNING), diagnosis.count(Severity.INFO));
    }

    /** Counts in words; those of nothing are left out. */
    static String counts(int errors, int warnings, int notes) {
        List<String> parts = new ArrayList<>();
        add(parts, errors, Messages.Count_Error, Messages.Count_Errors);
        add(parts, warnings, Messages.Count_Warning, Messages.Count_Warnings);
        add(parts, notes, Messages.Count_Note, Messages.Count_Notes);
        return parts.isEmpty() ? Messages.Count_Nothing : String.join(", ", parts); //$NON-NLS-1$
    }

    private static void add(List<String> parts, int count, String one, String several) {
        if (count > 0) {
            parts.add(count == 1 ? one : NLS.bind(several, Integer.toString(count)));
        }
    }

    /** As text for a report. */
    String report() {
        StringBuilder text =
                new StringBuilder(label).append(": ").append(summary()).append('\n'); //$NON-NLS-1$
        for (Finding finding : diagnosis.findings()) {
            text.append('\n')
                    .append(FindingLine.of(fid, finding).words().replace("\n\n", "\n")) //$NON-NLS-1$ //$NON-NLS-2$
                    .append('\n');
        }
        if (!diagnosis.notChecked().isEmpty()) {
            text.append('\n').append(Messages.Report_NotChecked).append('\n');
            diagnosis.notChecked().forEach(check -> text.append("- ") //$NON-NLS-1$
                    .append(check.title())
                    .append(": ") //$NON-NLS-1$
                    .append(check.reason())
                    .append('\n'));
        }
        return text.toString();
    }
}
