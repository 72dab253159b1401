package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;

/** QEMU's object model: a tree of objects with properties, read only. */
@SuppressWarnings("nls")
public final class QomQueries {

    private static final int MOST_PROPERTIES = 100_000;

    private QomQueries() {}

    /**
     * A property of an object.
     *
     * @param type for instance {@code uint16}, {@code child<zpci>} for a contained object, {@code link<zpci>} for a link
     */
    public record Property(String name, String type) {

        /** The type of the contained object, empty when this is not one. */
        public String childType() {
            return inside("child<");
        }

        /** The type of the linked object, empty when this is not a link. */
        public String linkType() {
            return inside("link<");
        }

        private String inside(String opening) {
            return type.startsWith(opening) && type.endsWith(">")
                    ? type.substring(opening.length(), type.length() - 1)
                    : "";
        }
    }

    /** The properties of an object, in no order. */
    public static MonitorCommand<List<Property>> list(String path) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("path", path);
        return new MonitorCommand<>("qom-list", arguments, reply -> JsonView.of(reply).items(MOST_PROPERTIES).stream()
                .map(item ->
                        new Property(item.get("name").text(), item.get("type").text()))
                .toList());
    }

    /** A text or link property; a link's value is the path of the linked object, empty when it leads nowhere. */
    public static MonitorCommand<String> text(String path, String property) {
        return get(path, property, reply -> JsonView.of(reply).text());
    }

    /** A number property within both bounds. */
    public static MonitorCommand<Long> number(String path, String property, long least, long most) {
        return get(path, property, reply -> JsonView.of(reply).number(least, most));
    }

    /** A property that is true or false. */
    public static MonitorCommand<Boolean> flag(String path, String property) {
        return get(path, property, reply -> JsonView.of(reply).flag());
    }

    private static <T> MonitorCommand<T> get(String path, String property, Function<JsonElement, T> reader) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("path", path);
        arguments.addProperty("property", property);
        return new MonitorCommand<>("qom-get", arguments, reader);
    }
}
