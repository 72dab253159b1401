package org.zpcidebug.inspect;

import java.util.Comparator;
import java.util.List;

/**
 * What the checks gave for a function, or for the guest as a whole.
 *
 * @param findings what a person should look at, the gravest first
 * @param notChecked the checks that could not be made, which says nothing about what they look for
 */
public record Diagnosis(List<Finding> findings, List<NotChecked> notChecked) {

    /** No check was made. */
    public static final Diagnosis NONE = new Diagnosis(List.of(), List.of());

    /** Sorts the findings. */
    public Diagnosis {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        notChecked = List.copyOf(notChecked);
    }

    /** How many findings there are of that severity. */
    public int count(Finding.Severity severity) {
        return (int) findings.stream().filter(f -> f.severity() == severity).count();
    }
}
