package org.zpcidebug.app;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.DmaInspection;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.zpci.DmaReference;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.DmaWalk;
import org.zpcidebug.zpci.ScanLimits;
import org.zpcidebug.zpci.ScanResult;
import org.zpcidebug.zpci.TableEntry;
import org.zpcidebug.zpci.TableScan;
import org.zpcidebug.zpci.WalkStep;

/** Prints what the translation tables of a guest say, one JSON object a line. */
@SuppressWarnings("nls")
final class Translations {

    private final DmaInspection guest;
    private final ScanLimits limits;
    private final PrintStream out;

    Translations(DmaInspection guest, long mostMappings, PrintStream out) {
        this.guest = guest;
        this.limits = ScanLimits.DEFAULT
                .withMappings(mostMappings)
                .until(() -> Thread.currentThread().isInterrupted() || out.checkError());
        this.out = out;
    }

    /** Prints each valid mapping of a function. */
    void mappings(long fid) {
        JsonLines lines = new JsonLines(out);
        ScanResult result = TableScan.run(
                guest.memory(), space(fid), limits, (iova, address, bytes, writable) -> lines.append("{\"iova\":\"")
                        .append(Hex.of(iova))
                        .append("\",\"address\":\"")
                        .append(Hex.of(address))
                        .append("\",\"bytes\":")
                        .append(Long.toUnsignedString(bytes))
                        .append(",\"writable\":")
                        .append(writable ? "true}" : "false}")
                        .end());
        lines.flush();
        require(fid, result);
    }

    /** Prints the way of a DMA address through the tables, and where it leads. */
    void translate(long fid, long iova) {
        DmaTranslation walk = DmaWalk.translate(guest.memory(), space(fid), iova);
        JsonLines lines = new JsonLines(out);
        walk.steps().forEach(step -> lines.append(json(step).toString()).end());
        JsonObject result = new JsonObject();
        result.add("result", walk.leadsSomewhere() ? hex(walk.address()) : JsonNull.INSTANCE);
        result.addProperty("writable", walk.isWritable());
        result.addProperty("reason", walk.reason().orElse(null));
        lines.append(result.toString()).end();
        lines.flush();
    }

    private static JsonObject json(WalkStep step) {
        JsonObject json = new JsonObject();
        json.addProperty("level", step.level().id());
        json.addProperty("index", step.index());
        json.add("entryAddress", hex(step.entryAddress()));
        json.add(
                "entry",
                step.entry()
                        .map(TableEntry::bits)
                        .<com.google.gson.JsonElement>map(Translations::hex)
                        .orElse(JsonNull.INSTANCE));
        json.addProperty("valid", step.isValid());
        return json;
    }

    private static JsonPrimitive hex(long number) {
        return new JsonPrimitive(Hex.of(number));
    }

    /** Prints each DMA address of each function that leads to an absolute address. */
    void reverse(long address) {
        JsonLines lines = new JsonLines(out);
        String trouble = null;
        for (Map.Entry<Long, Value<Optional<DmaSpace>>> function :
                guest.spaces().entrySet()) {
            long fid = function.getKey();
            if (!function.getValue().isKnown()) {
                trouble = unknown(fid, function.getValue().reason());
            } else if (function.getValue().value().isPresent()) {
                DmaReference.Reading found = DmaReference.read(
                        guest.memory(), function.getValue().value().get(), limits, fid, address);
                for (DmaReference reference : found.references()) {
                    lines.append("{\"fid\":\"")
                            .append(Hex.of(reference.fid()))
                            .append("\",\"iova\":\"")
                            .append(Hex.of(reference.iova()))
                            .append("\",\"writable\":")
                            .append(reference.writable() ? "true}" : "false}")
                            .end();
                }
                trouble = trouble(fid, found.result()).orElse(trouble);
            }
        }
        lines.flush();
        if (trouble != null) {
            throw new CommandException(trouble);
        }
    }

    private DmaSpace space(long fid) {
        Value<Optional<DmaSpace>> space = guest.spaces().get(fid);
        if (space == null) {
            throw new CommandException(Text.of(Translations.class, "tables.noFunction", Hex.of(fid)));
        }
        if (!space.isKnown()) {
            throw new CommandException(unknown(fid, space.reason()));
        }
        return space.value()
                .orElseThrow(
                        () -> new CommandException(Text.of(Translations.class, "tables.notRegistered", Hex.of(fid))));
    }

    private static String unknown(long fid, String reason) {
        return Text.of(Translations.class, "tables.unknown", Hex.of(fid), reason);
    }

    private void require(long fid, ScanResult result) {
        trouble(fid, result).ifPresent(text -> {
            throw new CommandException(text);
        });
    }

    /** Why a list is not all that the tables hold, or what is wrong in them. */
    private Optional<String> trouble(long fid, ScanResult result) {
        if (!result.isComplete()) {
            String key = "tables." + result.end();
            return Optional.of(Text.of(Translations.class, key, Hex.of(fid), Long.toString(limits.mappings())));
        }
        return result.problems().stream()
                .findFirst()
                .map(first -> Text.of(
                        Translations.class,
                        "tables.problems",
                        Hex.of(fid),
                        Long.toString(result.problemCount()),
                        Hex.of(first.iova()),
                        first.words()));
    }
}
