package org.zpcidebug.inspect;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something about a function or the guest that a person should look at: sources that disagree, or a known trap.
 *
 * @param id names the kind of finding; it does not change between versions
 * @param title what it is in a few words
 * @param seen what was seen, as a sentence
 * @param evidence the values that it was seen in, each with its source
 * @param why why that matters
 * @param remedy what to do about it
 * @param reference where this can be looked up: a source file of QEMU or Linux, a chapter of a specification
 */
@SuppressWarnings("nls")
public record Finding(
        String id,
        Severity severity,
        String title,
        String seen,
        List<Evidence> evidence,
        String why,
        String remedy,
        String reference) {

    /** How grave it is, the gravest first. */
    public enum Severity {
        /** The function cannot work like this. */
        ERROR,
        /** The function works, or will not work as expected. */
        WARNING,
        /** Good to know. */
        INFO
    }

    /**
     * A value that a finding rests on.
     *
     * @param path the path of its field in the snapshot format
     * @param label its name for a person
     * @param text the value in words
     * @param source where it came from
     */
    public record Evidence(String path, String label, String text, Source source) {}

    /** Copies the list. */
    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** A finding that is told in one text. */
    public Finding(String id, Severity severity, String text) {
        this(id, severity, id, text, List.of(), "", "", "");
    }

    /** What was seen, what it means and what to do, in words. */
    public String text() {
        return Stream.of(seen, why, remedy).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
