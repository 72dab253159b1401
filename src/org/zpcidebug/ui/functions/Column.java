package org.zpcidebug.ui.functions;

import java.util.function.Function;
import org.zpcidebug.inspect.FunctionField;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Value;

/**
 * A column of the Functions view.
 *
 * @param id its name where the user's choices are remembered
 * @param label its heading
 * @param field the field it shows, whose value it sorts by and whose reason it gives when the value is unknown
 * @param text the short text for a known value
 * @param width its first width, in characters
 * @param standard whether it is there before the user chooses
 */
record Column(
        String id,
        String label,
        FunctionField<?> field,
        Function<FunctionSnapshot, String> text,
        int width,
        boolean standard) {

    /** What stands for a value that is not known. */
    static final String UNKNOWN = "\u2014"; //$NON-NLS-1$

    /** The field's value, or the reason why it is not known. */
    Value<?> value(FunctionSnapshot function) {
        return field.get().apply(function);
    }

    /** The cell's text. */
    String cell(FunctionSnapshot function) {
        return value(function).isKnown() ? text.apply(function) : UNKNOWN;
    }
}
