package org.zpcidebug;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * User-visible text of the packages that run without a workbench: each keeps a {@code messages.properties} beside its
 * classes. The Eclipse packages use {@code org.eclipse.osgi.util.NLS} instead.
 */
@SuppressWarnings("nls")
public final class Text {

    private Text() {}

    /**
     * Looks up a message and fills in its arguments.
     *
     * @param owner a class of the package whose {@code messages.properties} holds the key
     * @param key the key of a {@link MessageFormat} pattern
     * @param arguments the pattern's arguments; numbers are best given as strings, so that they are not grouped
     * @return the text, or the key between exclamation marks when it is missing
     */
    public static String of(Class<?> owner, String key, Object... arguments) {
        String name = owner.getPackageName() + ".messages";
        try {
            String pattern = ResourceBundle.getBundle(name, Locale.getDefault(), owner.getClassLoader())
                    .getString(key);
            return MessageFormat.format(pattern, arguments);
        } catch (MissingResourceException e) {
            return "!" + key + "!";
        }
    }
}
