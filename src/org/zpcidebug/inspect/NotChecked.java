package org.zpcidebug.inspect;

/**
 * A check that could not be made.
 *
 * @param id the id of its finding
 * @param title what it would have looked for, in a few words
 * @param reason why it was not made, in words
 * @param needsProbe whether a probe would give what is missing
 */
public record NotChecked(String id, String title, String reason, boolean needsProbe) {}
