package org.zpcidebug.intercept;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.PciOpcode;

/** Writes records and sites as JSON, one line each. Addresses and identifiers are hex strings, counts are numbers. */
@SuppressWarnings("nls")
public final class RecordJson {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private RecordJson() {}

    /** The record. */
    public static String write(InterceptRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("time", record.time().toString());
        json.addProperty("cpu", record.cpu());
        json.addProperty("instruction", record.site().instruction().opcode().name());
        json.addProperty("site", Hex.of(record.site().address()));
        json.addProperty("symbol", emptyIsNull(record.site().symbol()));
        json.add("fid", hex(record.fid()));
        json.add("handle", hex(record.handle()));
        json.add("operands", operands(record));
        Outcome outcome = record.outcome();
        json.add("cc", number(outcome.condition()));
        json.add("status", number(outcome.status()));
        json.add("interruption", number(outcome.interruption()));
        json.addProperty("outcome", outcome.words(record.site().instruction().opcode()));
        json.add("data", hex(outcome.data()));
        json.add("results", outcome.results().isEmpty() ? JsonNull.INSTANCE : map(outcome.results()));
        JsonArray stack = new JsonArray();
        record.stack().forEach(stack::add);
        json.add("stack", stack);
        return GSON.toJson(json);
    }

    /** The site: {@code {"instruction","address","symbol"}}. */
    public static String write(Site site) {
        JsonObject json = new JsonObject();
        json.addProperty("instruction", site.instruction().opcode().name());
        json.addProperty("address", Hex.of(site.address()));
        json.addProperty("symbol", emptyIsNull(site.symbol()));
        return GSON.toJson(json);
    }

    private static JsonElement operands(InterceptRecord record) {
        JsonObject json = map(record.operands());
        if (record.operands().get("control") instanceof Long control) {
            PciOpcode opcode = record.site().instruction().opcode();
            json.addProperty("controlName", OperandWords.control(opcode, control));
        }
        return json;
    }

    private static JsonObject map(Map<?, ?> values) {
        JsonObject json = new JsonObject();
        values.forEach((name, value) -> json.add(String.valueOf(name), element(String.valueOf(name), value)));
        return json;
    }

    private static JsonElement element(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(item -> array.add(element(name, item)));
            return array;
        }
        if (value instanceof Long number) {
            boolean isCount = OperandWords.COUNTS.contains(name) && number >= 0;
            return isCount ? new JsonPrimitive(number) : new JsonPrimitive(Hex.of(number));
        }
        return new JsonPrimitive(String.valueOf(value));
    }

    private static JsonElement hex(OptionalLong value) {
        return value.isPresent() ? new JsonPrimitive(Hex.of(value.getAsLong())) : JsonNull.INSTANCE;
    }

    private static JsonElement number(OptionalInt value) {
        return value.isPresent() ? new JsonPrimitive(value.getAsInt()) : JsonNull.INSTANCE;
    }

    private static String emptyIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
