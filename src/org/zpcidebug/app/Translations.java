package org.zpcidebug.app;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.LookUp;
import org.zpcidebug.inspect.References;
import org.zpcidebug.inspect.TableInquiry;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.zpci.DmaReference;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.ScanLimits;
import org.zpcidebug.zpci.ScanResult;
import org.zpcidebug.zpci.TableEntry;
import org.zpcidebug.zpci.WalkStep;

/** Prints what the translation tables of a guest say, one JSON object a line. */
@SuppressWarnings("nls")
final class Translations {

    private final TableInquiry tables;
    private final ScanLimits limits;
    private final PrintStream out;

    Translations(TableInquiry tables, long mostMappings, PrintStream out) {
        this.tables = tables;
        this.limits = ScanLimits.DEFAULT.withMappings(mostMappings).until(out::checkError);
        this.out = out;
    }

    /** Prints each valid mapping of a function. */
    void mappings(long fid) {
        JsonLines lines = new JsonLines(out);
        ScanResult result =
                known(fid, tables.scan(fid, limits, (iova, address, bytes, writable) -> lines.append("{\"iova\":\"")
                        .append(Hex.of(iova))
                        .append("\",\"address\":\"")
                        .append(Hex.of(address))
                        .append("\",\"bytes\":")
                        .append(Long.toUnsignedString(bytes))
                        .append(",\"writable\":")
                        .append(writable ? "true}" : "false}")
                        .end()));
        lines.flush();
        trouble(fid, result).ifPresent(text -> {
            throw new CommandException(text);
        });
    }

    /** Prints the way of a DMA address through the tables, and where it leads. */
    void translate(long fid, long iova) {
        LookUp found = known(fid, tables.translate(fid, iova));
        DmaTranslation walk = found.walk();
        JsonLines lines = new JsonLines(out);
        walk.steps().forEach(step -> lines.append(json(step).toString()).end());
        JsonObject result = new JsonObject();
        result.add("result", walk.leadsSomewhere() ? hex(walk.address()) : JsonNull.INSTANCE);
        result.addProperty("writable", walk.isWritable());
        result.addProperty("reason", walk.reason().orElse(null));
        result.addProperty("notice", found.notice().orElse(null));
        lines.append(result.toString()).end();
        lines.flush();
    }

    /** Prints each DMA address of each function that leads to an absolute address. */
    void reverse(long address) {
        Value<References> answer =
                Waiting.of(tables.references(address, limits.mappings())).result();
        if (!answer.isKnown()) {
            throw new CommandException(answer.reason());
        }
        JsonLines lines = new JsonLines(out);
        for (DmaReference reference : answer.value().found()) {
            lines.append("{\"fid\":\"")
                    .append(Hex.of(reference.fid()))
                    .append("\",\"iova\":\"")
                    .append(Hex.of(reference.iova()))
                    .append("\",\"writable\":")
                    .append(reference.writable() ? "true}" : "false}")
                    .end();
        }
        lines.flush();
        if (!answer.value().gaps().isEmpty()) {
            throw new CommandException(Text.of(
                    Translations.class,
                    "tables.gaps",
                    String.join("; ", answer.value().gaps())));
        }
    }

    private static <T> T known(long fid, CompletableFuture<TableReading<T>> asked) {
        Value<T> result = Waiting.of(asked).result();
        if (!result.isKnown()) {
            throw new CommandException(Text.of(Translations.class, "tables.unknown", Hex.of(fid), result.reason()));
        }
        return result.value();
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
