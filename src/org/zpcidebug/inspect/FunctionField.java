package org.zpcidebug.inspect;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.function.Function;

/**
 * One field of a function: the single description from which the views' columns and details, the copied text and the
 * snapshot format are made.
 *
 * @param path the field's path in the snapshot format, for instance {@code dma.pal}
 * @param get reads it from a function
 * @param words tells it to a person
 * @param json writes it in the snapshot format
 */
@SuppressWarnings("nls")
public record FunctionField<T>(
        String path,
        Function<FunctionSnapshot, Value<T>> get,
        Function<T, String> words,
        Function<T, JsonElement> json) {

    /** The field's name for a person, Headline capitalised. */
    public String label() {
        return Words.of("field." + path + ".label");
    }

    /** One or two sentences on what the field means. */
    public String description() {
        return Words.of("field." + path + ".description");
    }

    /** The value in words, or the reason why it is unknown. */
    public String text(FunctionSnapshot function) {
        Value<T> value = get.apply(function);
        return value.isKnown() ? words.apply(value.value()) : value.reason();
    }

    /** The value for the snapshot format, null (the JSON one) when it is unknown. */
    public JsonElement toJson(FunctionSnapshot function) {
        Value<T> value = get.apply(function);
        return value.isKnown() ? json.apply(value.value()) : JsonNull.INSTANCE;
    }
}
