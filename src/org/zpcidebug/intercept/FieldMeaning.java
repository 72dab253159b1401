package org.zpcidebug.intercept;

import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the values of an intercept are, in words for people: operands, what instructions return, fields of conditions. */
@SuppressWarnings("nls")
public final class FieldMeaning {

    private static final ResourceBundle WORDS = ResourceBundle.getBundle("org.zpcidebug.intercept.fields");

    private FieldMeaning() {}

    /** What the value of that name is; empty for a name that explains itself, or is not known. */
    public static Optional<String> of(String name) {
        try {
            return Optional.of(WORDS.getString(name));
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
    }

    /** The names that conditions and log texts know. */
    public static SortedSet<String> compared() {
        return new TreeSet<>(ExpressionParser.FIELDS);
    }
}
