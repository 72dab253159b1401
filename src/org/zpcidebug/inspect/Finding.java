package org.zpcidebug.inspect;

/**
 * Something about a function that a person should look at: sources that disagree, or a known trap.
 *
 * @param id names the kind of finding; it does not change between versions
 * @param text what was seen, what it means and what to do, in words
 */
public record Finding(String id, Severity severity, String text) {

    /** How grave it is, the gravest first. */
    public enum Severity {
        /** The function cannot work like this. */
        ERROR,
        /** The function works, or will not work as expected. */
        WARNING,
        /** Good to know. */
        INFO
    }
}
