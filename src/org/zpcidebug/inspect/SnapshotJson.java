package org.zpcidebug.inspect;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zpcidebug.inspect.GuestSnapshot.PciFacilities;
import org.zpcidebug.linux.Known;

/**
 * Writes snapshots in the format {@code zpcidebug.snapshot/1}. Every name of the format is always there. What is unknown
 * is null and has its reason under {@code unknown}, where the key is the path of the null in the document, for instance
 * {@code functions[0].dma.pal}; within a function, {@code sources} tells where each known field came from, by its path in
 * the function. Addresses and ids are texts of hex digits after 0x, counts and sizes are numbers.
 */
@SuppressWarnings("nls")
public final class SnapshotJson {

    /** The name of the format. */
    public static final String SCHEMA = "zpcidebug.snapshot/1";

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .create();

    private static final Map<String, FunctionField<?>> FIELDS = FunctionFields.all().stream()
            .collect(Collectors.toMap(FunctionField::path, field -> field, (a, b) -> a, LinkedHashMap::new));

    private static final String VECTORS = "interrupts.vectors";

    /** The names of the format in its order; further fields follow. */
    private static final List<String> FUNCTION_PATHS = List.of(
            "fid",
            "uid",
            "handle",
            "state",
            "enabled",
            "target",
            "type",
            "vendor",
            "device",
            "address",
            "interpreted",
            "forwardingAssist",
            "hostDevice",
            "bars",
            "dma.registered",
            "dma.iota",
            "dma.pba",
            "dma.pal",
            "dma.tableType",
            "dma.mappedPages",
            "dma.tables",
            "interrupts.registered",
            "interrupts.isc",
            "interrupts.noi",
            "interrupts.aibv",
            "interrupts.aibvo",
            "interrupts.aisb",
            "interrupts.aisbo",
            "interrupts.summary",
            VECTORS,
            "measurement.enabled",
            "measurement.address",
            "measurement.samples",
            "measurement.loads",
            "measurement.stores",
            "measurement.storeBlocks",
            "measurement.refreshes",
            "linux.driver",
            "linux.mappedPages",
            "linux.unmappedPages");

    private final JsonObject document = new JsonObject();
    private final JsonObject unknown = new JsonObject();

    private SnapshotJson() {}

    /** The snapshot as a document, indented and with a line end. */
    public static String write(GuestSnapshot snapshot) {
        return GSON.toJson(toJson(snapshot)) + "\n";
    }

    /** The snapshot as a document. */
    public static JsonObject toJson(GuestSnapshot snapshot) {
        SnapshotJson json = new SnapshotJson();
        json.fill(snapshot);
        return json.document;
    }

    /** One function as it stands in a document, with what is unknown of it under {@code unknown}. */
    public static JsonObject toJson(FunctionSnapshot function) {
        SnapshotJson json = new SnapshotJson();
        json.function(function, json.document, "");
        json.document.add("unknown", json.unknown);
        return json.document;
    }

    /** A part of a document as text, indented and with a line end. */
    public static String write(JsonElement json) {
        return GSON.toJson(json) + "\n";
    }

    private void fill(GuestSnapshot snapshot) {
        document.addProperty("schema", SCHEMA);
        document.addProperty("taken", snapshot.taken().toString());
        hypervisor(snapshot.hypervisor());
        guest(snapshot.guest());
        JsonArray functions = new JsonArray();
        document.add("functions", functions);
        for (FunctionSnapshot function : snapshot.functions()) {
            JsonObject json = new JsonObject();
            function(function, json, "functions[" + functions.size() + "].");
            functions.add(json);
        }
        Value<Map<String, List<Long>>> rows = snapshot.interrupts().flatMap(reading -> Value.from(reading.rows()));
        for (String row : List.of("PCF", "PCD", "MSI", "GAL")) {
            put("interruptRows." + row, rows.flatMap(all -> row(all, row)), InterruptJson::counts);
        }
        put("adapterEvents", snapshot.adapterEvents(), InterruptJson::events);
        document.add("findings", FieldJson.findings(snapshot.diagnosis().findings()));
        document.add("notChecked", FieldJson.notChecked(snapshot.diagnosis().notChecked()));
        put("probe", snapshot.probe(), ProbeJson::probe);
        JsonArray notices = new JsonArray();
        snapshot.notices().forEach(notices::add);
        document.add("notices", notices);
        document.add("unknown", unknown);
    }

    private void hypervisor(GuestSnapshot.Hypervisor hypervisor) {
        put(
                document,
                "hypervisor.version",
                new JsonPrimitive(hypervisor.version().number()));
        put(
                "hypervisor.accelerator",
                hypervisor.accelerator(),
                accelerator -> new JsonPrimitive(accelerator.name().toLowerCase(Locale.ROOT)));
        put("hypervisor.status", hypervisor.status(), JsonPrimitive::new);
        put("hypervisor.running", hypervisor.running(), JsonPrimitive::new);
        put(
                document,
                "hypervisor.package",
                new JsonPrimitive(hypervisor.version().packageName()));
        put("hypervisor.statistics", hypervisor.statistics(), statistics -> {
            JsonObject counters = new JsonObject();
            statistics.forEach(counters::addProperty);
            return counters;
        });
    }

    private void guest(GuestSnapshot.Guest guest) {
        GuestSystem system = guest.system();
        put("guest.os", system.kernel(), kernel -> new JsonPrimitive("linux"));
        put("guest.release", system.kernel().flatMap(SnapshotJson::release), JsonPrimitive::new);
        put("guest.symbols", system.kernel(), kernel -> name(kernel.symbols()));
        put("guest.types", system.kernel(), kernel -> name(kernel.types()));
        put(
                "guest.memoryAccess",
                system.memory(),
                memory -> new JsonPrimitive(memory.access().id()));
        put("guest.cpus", guest.cpus(), JsonPrimitive::new);
        put("guest.memoryBytes", guest.memoryBytes(), JsonPrimitive::new);
        put("guest.facilities", guest.facilities(), SnapshotJson::facilities);
        put("guest.secure", guest.setup().secure(), JsonPrimitive::new);
        put("guest.balloon", guest.setup().balloon(), JsonPrimitive::new);
        put("guest.virtualFunctions", guest.setup().virtualFunctions(), JsonPrimitive::new);
        put("guest.name", guest.name(), JsonPrimitive::new);
        put(document, "guest.system", name(system.state()));
        put(document, "guest.systemText", new JsonPrimitive(system.words()));
    }

    private static Value<String> release(GuestSystem.Kernel kernel) {
        return kernel.release().isEmpty() ? Value.unknown(Words.of("reason.noRelease")) : Value.guest(kernel.release());
    }

    private static JsonElement facilities(PciFacilities facilities) {
        JsonObject json = new JsonObject();
        json.addProperty("zpci", facilities.zpci());
        json.addProperty("aen", facilities.aen());
        json.addProperty("ais", facilities.ais());
        return json;
    }

    private static JsonElement name(Enum<?> constant) {
        return new JsonPrimitive(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private void function(FunctionSnapshot function, JsonObject json, String prefix) {
        JsonObject sources = new JsonObject();
        for (String path : FUNCTION_PATHS) {
            if (path.equals(VECTORS)) {
                vectors(function, json, prefix, sources);
            } else if (FIELDS.containsKey(path)) {
                field(FIELDS.get(path), function, json, prefix, sources);
            } else {
                // Counting tables takes a walk through them, which no sample does.
                missing(json, prefix, path, "reason.tablesOnRequest");
            }
        }
        FIELDS.values().stream()
                .filter(field -> !FUNCTION_PATHS.contains(field.path()))
                .forEach(field -> field(field, function, json, prefix, sources));
        json.add("sources", sources);
        json.add("findings", FunctionFields.FINDINGS.toJson(function));
        json.add("notChecked", FieldJson.notChecked(function.diagnosis().notChecked()));
    }

    private static Value<List<Long>> row(Map<String, List<Long>> rows, String name) {
        return rows.containsKey(name) ? Value.guest(rows.get(name)) : Value.unknown(Words.of("reason.noRow", name));
    }

    private static Known<List<Boolean>> pending(FunctionSnapshot function) {
        Value<FunctionProbe> probe = function.probe();
        return probe.isKnown() ? probe.value().answers().pending() : Known.unknown(probe.reason());
    }

    private void vectors(FunctionSnapshot function, JsonObject json, String prefix, JsonObject sources) {
        InterruptJson vectors = new InterruptJson(function.interrupts(), pending(function));
        put(json, VECTORS, vectors.vectors());
        if (vectors.isKnown()) {
            sources.addProperty(VECTORS, Source.GUEST.name());
        }
        put(json, "interrupts.gates", InterruptJson.gates(function.gates()));
        put(
                json,
                "interrupts.blocked",
                new JsonPrimitive(function.gates().sentence().orElse("")));
        vectors.unknown().forEach((path, reason) -> unknown.addProperty(prefix + VECTORS + path, reason));
    }

    private <T> void field(
            FunctionField<T> field, FunctionSnapshot function, JsonObject json, String prefix, JsonObject sources) {
        Value<T> value = field.get().apply(function);
        put(json, field.path(), field.toJson(function));
        if (value.isKnown()) {
            sources.addProperty(field.path(), value.source().name());
        } else {
            unknown.addProperty(prefix + field.path(), value.reason());
        }
    }

    private <T> void put(String path, Value<T> value, Function<T, JsonElement> json) {
        put(document, path, value.isKnown() ? json.apply(value.value()) : JsonNull.INSTANCE);
        if (!value.isKnown()) {
            unknown.addProperty(path, value.reason());
        }
    }

    private void missing(JsonObject parent, String prefix, String path, String reason) {
        put(parent, path, JsonNull.INSTANCE);
        unknown.addProperty(prefix + path, Words.of(reason));
    }

    private static void put(JsonObject parent, String path, JsonElement value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            parent.add(path, value);
            return;
        }
        String name = path.substring(0, dot);
        if (!parent.has(name)) {
            parent.add(name, new JsonObject());
        }
        put(parent.getAsJsonObject(name), path.substring(dot + 1), value);
    }
}
