package org.zpcidebug.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SnapshotJson;
import org.zpcidebug.inspect.Source;
import org.zpcidebug.inspect.TableInquiry;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.zpci.ScanLimits;
import org.zpcidebug.zpci.ScanResult;
import org.zpcidebug.zpci.ScanResult.End;

/**
 * A snapshot's document with how many I/O translation tables each function has. All of them are looked through for that,
 * which a sample does not do, and which is not done where only the monitor prints memory.
 */
@SuppressWarnings("nls")
final class TableCounts {

    private static final String PATH = "dma.tables";

    private final TableInquiry tables;
    private final boolean slow;

    private TableCounts(TableInquiry tables, JsonElement access) {
        this.tables = tables;
        this.slow = new JsonPrimitive("monitor").equals(access);
    }

    /** The document as text. */
    static String write(GuestSnapshot snapshot, TableInquiry tables) {
        JsonObject document = SnapshotJson.toJson(snapshot);
        JsonObject unknown = document.getAsJsonObject("unknown");
        TableCounts counts =
                new TableCounts(tables, document.getAsJsonObject("guest").get("memoryAccess"));
        int index = 0;
        for (JsonElement each : document.getAsJsonArray("functions")) {
            JsonObject function = each.getAsJsonObject();
            Value<Long> count = counts.of(Long.decode(function.get("fid").getAsString()));
            String key = "functions[" + index + "]." + PATH;
            function.getAsJsonObject("dma")
                    .add("tables", count.isKnown() ? new JsonPrimitive(count.value()) : JsonNull.INSTANCE);
            if (count.isKnown()) {
                unknown.remove(key);
                function.getAsJsonObject("sources").addProperty(PATH, Source.GUEST.name());
            } else {
                unknown.addProperty(key, count.reason());
            }
            index++;
        }
        return SnapshotJson.write(document);
    }

    private Value<Long> of(long fid) {
        if (slow) {
            return Value.unknown(Text.of(TableCounts.class, "tables.slow"));
        }
        Value<ScanResult> result = Waiting.of(tables.scan(fid, ScanLimits.DEFAULT, TableCounts::pass))
                .result();
        return result.flatMap(scan -> scan.end() == End.COMPLETE
                ? Value.guest(scan.tables())
                : Value.unknown(scan.end().words()));
    }

    private static void pass(long iova, long address, long bytes, boolean writable) {
        // Only the tables count.
    }
}
