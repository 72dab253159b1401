package org.zpcidebug.zpci;

/**
 * A field of a configuration space, decoded.
 *
 * @param offset where it begins
 * @param length how many bytes it has
 * @param label its name for a person
 * @param value what it holds, in words
 */
public record ConfigField(int offset, int length, String label, String value) {}
