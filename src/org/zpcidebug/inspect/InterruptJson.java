package org.zpcidebug.inspect;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.linux.IrqDescription;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptGate;
import org.zpcidebug.zpci.MsixEntry;

/** Writes a function's interrupts for the snapshot format. There may be thousands: a reason is given once for all. */
@SuppressWarnings("nls")
final class InterruptJson {

    private final Map<String, String> unknown = new LinkedHashMap<>();
    private final JsonElement vectors;
    private final Known<List<Boolean>> pending;

    /** @param probed which vectors are pending in the device, as a probe found */
    InterruptJson(Value<FunctionInterrupts> interrupts, Known<List<Boolean>> probed) {
        pending = probed;
        Value<JsonElement> array =
                interrupts.flatMap(InterruptJson::size).map(size -> vectors(interrupts.value(), size));
        vectors = array.orElse(JsonNull.INSTANCE);
        if (!array.isKnown()) {
            unknown.clear();
            unknown.put("", array.reason());
        }
    }

    /** The list, or null. */
    JsonElement vectors() {
        return vectors;
    }

    /** Whether there is a list. */
    boolean isKnown() {
        return !vectors.isJsonNull();
    }

    /** Why members are null: by member, as in {@code [].irq}; of the whole list, by the empty text. */
    Map<String, String> unknown() {
        return unknown;
    }

    /** Counts of all CPUs. */
    static JsonElement counts(List<Long> counts) {
        JsonArray array = new JsonArray(counts.size());
        counts.forEach(array::add);
        return array;
    }

    /** The gates in their order. */
    static JsonElement gates(FunctionGates gates) {
        JsonArray array = new JsonArray();
        for (InterruptGate gate : gates.gates()) {
            JsonObject json = new JsonObject();
            json.addProperty("gate", gate.kind().name().toLowerCase(Locale.ROOT));
            json.addProperty("state", gate.state().name().toLowerCase(Locale.ROOT));
            json.addProperty("text", gate.words());
            json.addProperty("origin", gate.origin());
            Duration shut = gates.shut().get(gate.kind());
            json.addProperty("shutMilliseconds", shut == null ? 0 : shut.toMillis());
            array.add(json);
        }
        return array;
    }

    /** What trace events counted. */
    static JsonElement events(AdapterCounts counts) {
        JsonObject json = new JsonObject();
        json.addProperty("since", counts.since().toString());
        json.addProperty("complete", counts.isWhole());
        JsonArray raised = new JsonArray();
        JsonArray dropped = new JsonArray();
        counts.subclasses().forEach(subclass -> {
            raised.add(subclass.raised());
            dropped.add(subclass.dropped());
        });
        json.add("raised", raised);
        json.add("dropped", dropped);
        return json;
    }

    /** How many vectors there are, or why that is not known. */
    private static Value<Integer> size(FunctionInterrupts function) {
        Value<Integer> byIrqs = Value.from(function.irqs().map(List::size));
        return byIrqs.isKnown() || !function.bits().isKnown()
                ? byIrqs
                : Value.guest(function.bits().value().registration().count());
    }

    private JsonElement vectors(FunctionInterrupts function, int size) {
        JsonArray array = new JsonArray(size);
        for (int i = 0; i < size; i++) {
            array.add(vector(function, irq(function, i), i));
        }
        return array;
    }

    private static Known<IrqDescription> irq(FunctionInterrupts function, int index) {
        return function.irqs().isKnown()
                ? function.irqs()
                        .value()
                        .get(index)
                        .map(Known::of)
                        .orElseGet(() -> Known.unknown(Words.of("reason.noIrq")))
                : Known.unknown(function.irqs().problem());
    }

    private JsonElement vector(FunctionInterrupts function, Known<IrqDescription> known, int index) {
        JsonObject json = new JsonObject();
        json.addProperty("index", index);
        Known<MsixEntry> message = known.isKnown() ? known.value().message() : Known.unknown(known.problem());
        Known<String> handler = known.isKnown() ? known.value().handler() : Known.unknown(known.problem());
        put(json, "address", message.map(m -> new JsonPrimitive(Words.hex(m.address()))));
        put(json, "data", message.map(m -> new JsonPrimitive(m.data())));
        put(json, "masked", message.map(m -> new JsonPrimitive(m.masked())));
        put(json, "pending", pending.map(bits -> new JsonPrimitive(index < bits.size() && bits.get(index))));
        Known<InterruptBits> bits = function.bits();
        put(json, "indicator", bits.map(b -> new JsonPrimitive(b.indicator(index))));
        put(json, "irq", known.map(k -> new JsonPrimitive(k.irq())));
        put(json, "handler", handler.map(JsonPrimitive::new));
        boolean hasIrq = known.isKnown() || !function.irqs().isKnown();
        Known<InterruptCounts> counts = hasIrq ? function.counts() : Known.unknown(known.problem());
        put(json, "counts", counts.map(c -> counts(c, index)));
        put(json, "count", counts.map(c -> new JsonPrimitive(c.total(index))));
        return json;
    }

    private static JsonElement counts(InterruptCounts counts, int index) {
        JsonArray array = new JsonArray(counts.cpus());
        for (int cpu = 0; cpu < counts.cpus(); cpu++) {
            array.add(counts.count(index, cpu));
        }
        return array;
    }

    private void put(JsonObject json, String name, Known<? extends JsonElement> value) {
        json.add(name, value.isKnown() ? value.value() : JsonNull.INSTANCE);
        if (!value.isKnown()) {
            unknown.putIfAbsent("[]." + name, value.problem());
        }
    }
}
