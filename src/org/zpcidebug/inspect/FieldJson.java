package org.zpcidebug.inspect;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.zpcidebug.inspect.FunctionSnapshot.PciIdentity;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.DmaWindow;

/** Writes the fields that are more than a number or a text: ids and addresses as hex texts, counts as numbers. */
@SuppressWarnings("nls")
final class FieldJson {

    private static final double THOUSAND = 1000;

    private FieldJson() {}

    static JsonElement zpci(FunctionSnapshot.ZpciObject zpci) {
        JsonObject json = new JsonObject();
        json.addProperty("path", zpci.path());
        json.addProperty("id", zpci.id());
        json.addProperty("origin", zpci.origin().name().toLowerCase(Locale.ROOT));
        return json;
    }

    static JsonElement subsystem(PciIdentity pci) {
        JsonObject json = new JsonObject();
        json.addProperty("vendor", Words.hex16(pci.subsystemVendor()));
        json.addProperty("device", Words.hex16(pci.subsystem()));
        return json;
    }

    static JsonElement bars(List<FunctionSnapshot.Bar> bars) {
        return array(bars, bar -> {
            JsonObject json = new JsonObject();
            json.addProperty("index", bar.index());
            json.addProperty("kind", bar.kind().name().toLowerCase(Locale.ROOT));
            json.addProperty("prefetch", bar.prefetch());
            json.addProperty("bytes", bar.bytes());
            return json;
        });
    }

    static JsonElement virtio(FunctionSnapshot.VirtioDevice device) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", device.kind());
        json.addProperty("started", device.started());
        json.addProperty("broken", device.broken());
        json.addProperty("translated", device.translated());
        return json;
    }

    static JsonElement queues(List<FunctionSnapshot.VirtioQueue> queues) {
        return array(queues, queue -> {
            JsonObject json = new JsonObject();
            json.addProperty("index", queue.index());
            json.addProperty("size", queue.size());
            json.addProperty("descriptors", Words.hex(queue.descriptors()));
            json.addProperty("available", Words.hex(queue.available()));
            json.addProperty("used", Words.hex(queue.used()));
            json.add(
                    "lastAvailableIndex",
                    queue.lastAvailableIndex() < 0 ? JsonNull.INSTANCE : new JsonPrimitive(queue.lastAvailableIndex()));
            json.addProperty("usedIndex", queue.usedIndex());
            json.addProperty("inUse", queue.inUse());
            return json;
        });
    }

    static JsonElement rates(MeasurementRates rates) {
        JsonObject json = new JsonObject();
        json.addProperty("seconds", rounded(rates.seconds()));
        json.addProperty("loads", rounded(rates.loads()));
        json.addProperty("stores", rounded(rates.stores()));
        json.addProperty("storeBlocks", rounded(rates.storeBlocks()));
        json.addProperty("refreshes", rounded(rates.refreshes()));
        return json;
    }

    private static double rounded(double number) {
        return Math.round(number * THOUSAND) / THOUSAND;
    }

    static JsonElement window(DmaWindow window) {
        JsonObject json = new JsonObject();
        json.addProperty("first", Words.hex(window.first()));
        json.addProperty("last", Words.hex(window.last()));
        return json;
    }

    static JsonElement vectors(ZpciDevice.Interrupts interrupts) {
        JsonObject json = new JsonObject();
        json.addProperty("allocated", interrupts.allocated().value());
        if (interrupts.limit().isKnown()) {
            json.addProperty("limit", interrupts.limit().value());
        }
        return json;
    }

    static JsonElement linuxBars(List<ZpciDevice.Bar> bars) {
        return array(bars, bar -> {
            JsonObject json = new JsonObject();
            json.addProperty("index", bar.index());
            json.addProperty("value", Words.hex(bar.value()));
            json.addProperty("bytes", bar.bytes());
            if (bar.mapping().isKnown()) {
                json.addProperty(
                        "address", Words.hex(LinuxWords.address(bar.mapping().value())));
            }
            return json;
        });
    }

    static JsonElement findings(List<Finding> findings) {
        return array(findings, FieldJson::finding);
    }

    private static JsonElement finding(Finding finding) {
        JsonObject json = new JsonObject();
        json.addProperty("id", finding.id());
        json.addProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.addProperty("text", finding.text());
        json.addProperty("title", finding.title());
        json.addProperty("seen", finding.seen());
        json.add("evidence", array(finding.evidence(), evidence -> {
            JsonObject value = new JsonObject();
            value.addProperty("field", evidence.path());
            value.addProperty("text", evidence.text());
            value.addProperty("source", evidence.source().name());
            return value;
        }));
        json.addProperty("why", finding.why());
        json.addProperty("remedy", finding.remedy());
        json.addProperty("reference", finding.reference());
        return json;
    }

    static JsonElement notChecked(List<NotChecked> checks) {
        return array(checks, check -> {
            JsonObject json = new JsonObject();
            json.addProperty("id", check.id());
            json.addProperty("reason", check.reason());
            json.addProperty("needsProbe", check.needsProbe());
            return json;
        });
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonElement> writer) {
        JsonArray array = new JsonArray(items.size());
        items.forEach(item -> array.add(writer.apply(item)));
        return array;
    }
}
