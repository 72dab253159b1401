package org.zpcidebug.inspect;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HexFormat;
import java.util.List;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.intercept.BarRegisters;
import org.zpcidebug.intercept.BarWords;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.FunctionControls;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MsixEntry;
import org.zpcidebug.zpci.PciCapability;
import org.zpcidebug.zpci.QueriedGroup;

/** Writes what a probe gave for the snapshot format. */
@SuppressWarnings("nls")
final class ProbeJson {

    private ProbeJson() {}

    static JsonElement probe(ProbeReading reading) {
        JsonObject json = new JsonObject();
        json.addProperty("taken", reading.taken().toString());
        json.addProperty("pausedMicros", reading.paused().toNanos() / 1000);
        json.addProperty("cpu", reading.cpu());
        json.addProperty("uidChecking", reading.uidChecking());
        return json;
    }

    static JsonElement state(FunctionControls controls) {
        return new JsonPrimitive(ProbeWords.name(controls));
    }

    static JsonElement interrupts(InterruptRegistration registration) {
        JsonObject json = new JsonObject();
        json.addProperty("isc", registration.subclass());
        json.addProperty("noi", registration.count());
        json.addProperty("aibv", Words.hex(registration.vector()));
        json.addProperty("aibvo", registration.vectorOffset());
        json.addProperty("aisb", Words.hex(registration.summaryAddress()));
        json.addProperty("aisbo", registration.summaryOffset());
        json.addProperty("summary", registration.summary());
        return json;
    }

    static JsonElement group(QueriedGroup group) {
        JsonObject json = new JsonObject();
        json.addProperty("noi", group.interrupts());
        json.addProperty("version", group.version());
        json.addProperty("relaxedTranslation", group.relaxed());
        json.addProperty("refresh", group.refresh());
        json.addProperty("maxStoreBlock", group.storeBlock());
        json.addProperty("measurementInterval", group.interval());
        json.addProperty("designations", Words.hex(group.designations()));
        json.addProperty("messageAddress", Words.hex(group.messageAddress()));
        return json;
    }

    static JsonElement config(ConfigSpace space) {
        JsonObject json = new JsonObject();
        json.addProperty("bytes", HexFormat.of().formatHex(space.bytes()));
        JsonArray capabilities = new JsonArray();
        for (PciCapability capability : space.capabilities()) {
            JsonObject each = new JsonObject();
            each.addProperty("id", Words.hex(capability.id()));
            each.addProperty("offset", Words.hex(capability.offset()));
            each.addProperty("extended", capability.extended());
            each.addProperty("name", capability.label());
            capabilities.add(each);
        }
        json.add("capabilities", capabilities);
        return json;
    }

    static JsonElement msix(List<MsixEntry> table) {
        JsonArray array = new JsonArray(table.size());
        for (MsixEntry entry : table) {
            JsonObject json = new JsonObject();
            json.addProperty("address", Words.hex(entry.address()));
            json.addProperty("data", entry.data());
            json.addProperty("masked", entry.masked());
            array.add(json);
        }
        return array;
    }

    static JsonElement bars(ProbedFunction function) {
        BarRegisters registers = BarRegisters.of(function.config());
        JsonArray array = new JsonArray(function.bars().size());
        for (BarWords bar : function.bars()) {
            JsonObject json = new JsonObject();
            json.addProperty("bar", bar.range().bar());
            json.addProperty("offset", Words.hex(bar.range().offset()));
            json.addProperty("length", bar.range().length());
            if (bar.bytes().isKnown()) {
                json.addProperty(
                        "bytes",
                        HexFormat.of()
                                .formatHex(
                                        bar.bytes().value().bytes(0, bar.range().length())));
                json.add("registers", registers(bar, registers));
            } else {
                json.addProperty("problem", bar.bytes().problem());
            }
            array.add(json);
        }
        return array;
    }

    /** The name of what is at each word, empty text for none. */
    private static JsonArray registers(BarWords bar, BarRegisters registers) {
        JsonArray names = new JsonArray();
        for (int at = 0; at < bar.range().length(); at += BarRange.WORD) {
            names.add(registers.name(bar.range().bar(), bar.range().offset() + at));
        }
        return names;
    }

    static JsonElement pending(List<Boolean> bits) {
        JsonArray array = new JsonArray(bits.size());
        bits.forEach(array::add);
        return array;
    }
}
