package org.zpcidebug.hypervisor;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A strict look at a part of a reply. QEMU's replies are not trusted: every number has a range, every text and list a
 * bound, and what does not fit is an {@link IllegalArgumentException} that names the place.
 */
@SuppressWarnings("nls")
record JsonView(JsonElement element, String path) {

    /** QEMU's own bound on names and paths is far below. */
    private static final int LONGEST_TEXT = 4096;

    /** Also keeps numbers like 1e999999999 from being expanded. */
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,20}");

    static JsonView of(JsonElement element) {
        return new JsonView(element, "return");
    }

    /** A member that must be there. */
    JsonView get(String name) {
        return find(name).orElseThrow(() -> fault("has no member " + name));
    }

    /** A member that may be missing. */
    Optional<JsonView> find(String name) {
        if (!(element instanceof JsonObject object)) {
            throw fault("is not an object");
        }
        return Optional.ofNullable(object.get(name)).map(member -> new JsonView(member, path + "." + name));
    }

    /** The items of a list with a bound on their number. */
    List<JsonView> items(int most) {
        if (!(element instanceof JsonArray array)) {
            throw fault("is not a list");
        }
        if (array.size() > most) {
            throw fault("has " + array.size() + " items, more than " + most);
        }
        List<JsonView> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(new JsonView(array.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    boolean isNumber() {
        return element instanceof JsonPrimitive primitive && primitive.isNumber();
    }

    String text() {
        if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
            throw fault("is not a text");
        }
        String text = primitive.getAsString();
        if (text.length() > LONGEST_TEXT) {
            throw fault("is a text of " + text.length() + " characters");
        }
        return text;
    }

    boolean flag() {
        if (!(element instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
            throw fault("is neither true nor false");
        }
        return primitive.getAsBoolean();
    }

    /** A whole number within both bounds. */
    long number(long least, long most) {
        try {
            long number = Long.parseLong(digits());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw fault("is too large");
        }
        throw fault("is not within " + least + ".." + most);
    }

    int integer(int least, int most) {
        return (int) number(least, most);
    }

    /** An unsigned number of 64 bits. */
    long unsigned64() {
        try {
            return Long.parseUnsignedLong(digits());
        } catch (NumberFormatException e) {
            throw fault("is not an unsigned number of 64 bits");
        }
    }

    private String digits() {
        if (!(element instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
            throw fault("is not a number");
        }
        String digits = primitive.getAsString();
        if (!INTEGER.matcher(digits).matches()) {
            throw fault("is not a whole number");
        }
        return digits;
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException(path + " " + what);
    }
}
