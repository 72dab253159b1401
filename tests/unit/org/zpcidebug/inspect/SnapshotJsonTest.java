package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests {@link SnapshotJson}. */
class SnapshotJsonTest {

    @Test
    void hasEveryNameOfTheFormat() {
        JsonObject document = SnapshotJson.toJson(Samples.guest(Samples.known()));
        assertThat(document.keySet())
                .contains("schema", "taken", "hypervisor", "guest", "functions", "interruptRows", "unknown");
        assertThat(document.getAsJsonObject("hypervisor").keySet()).contains("version", "accelerator", "status");
        assertThat(document.getAsJsonObject("guest").keySet())
                .contains("os", "release", "symbols", "types", "memoryAccess", "cpus", "memoryBytes");
        assertThat(document.getAsJsonObject("interruptRows").keySet()).contains("PCF", "PCD", "MSI");
        JsonObject function = function(document);
        assertThat(function.keySet())
                .contains("fid", "uid", "handle", "state", "enabled", "target", "type", "vendor", "device", "address")
                .contains("interpreted", "forwardingAssist", "hostDevice", "bars", "dma", "interrupts")
                .contains("measurement", "linux", "sources", "findings");
        assertThat(function.getAsJsonObject("dma").keySet())
                .contains("registered", "iota", "pba", "pal", "tableType", "mappedPages", "tables");
        assertThat(function.getAsJsonObject("interrupts").keySet())
                .contains("registered", "isc", "noi", "aibv", "aibvo", "aisb", "aisbo", "summary", "vectors");
        assertThat(function.getAsJsonObject("measurement").keySet())
                .contains("enabled", "address", "samples", "loads", "stores", "storeBlocks", "refreshes");
        assertThat(function.getAsJsonObject("linux").keySet()).contains("driver", "mappedPages", "unmappedPages");
    }

    @Test
    void idsAndAddressesAreHexAndCountsAreNumbers() {
        JsonObject document = SnapshotJson.toJson(Samples.guest(Samples.known()));
        JsonObject function = function(document);
        assertThat(function.get("fid").getAsString()).isEqualTo("0x100");
        assertThat(function.get("uid").getAsString()).isEqualTo("0x11");
        assertThat(function.get("vendor").getAsString()).isEqualTo("0x1af4");
        assertThat(function.getAsJsonObject("dma").get("pal").getAsString()).isEqualTo("0x11fffffff");
        assertThat(function.getAsJsonArray("bars").get(0))
                .isEqualTo(JsonParser.parseString(
                        "{\"index\": 1, \"kind\": \"mem32\", \"prefetch\": false, \"bytes\": 4096}"));
        assertThat(function.getAsJsonArray("queues").get(0).getAsJsonObject().get("descriptors"))
                .isEqualTo(JsonParser.parseString("\"0x100000000\""));
        assertThat(document.getAsJsonObject("hypervisor").get("accelerator").getAsString())
                .isEqualTo("tcg");
        assertThat(document.getAsJsonObject("guest").get("memoryBytes").getAsLong())
                .isEqualTo(512L << 20);
        assertThat(document.get("taken").getAsString()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void everyNullHasItsReason() {
        for (GuestSnapshot snapshot :
                List.of(Samples.guest(Samples.known(), Samples.unknown()), Samples.unknownGuest())) {
            JsonObject document = SnapshotJson.toJson(snapshot);
            JsonObject unknown = document.getAsJsonObject("unknown");
            assertThat(nulls(document, "")).containsExactlyInAnyOrderElementsOf(unknown.keySet());
            unknown.entrySet().forEach(reason -> assertThat(reason.getValue().getAsString())
                    .isNotEmpty()
                    .doesNotContain("!"));
        }
    }

    @Test
    void everyKnownFieldHasItsSource() {
        JsonObject sources =
                function(SnapshotJson.toJson(Samples.guest(Samples.known()))).getAsJsonObject("sources");
        assertThat(sources.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        FunctionFields.all().stream().map(FunctionField::path).toList());
        assertThat(sources.get("dma.pal").getAsString()).isEqualTo("HYPERVISOR");
        assertThat(sources.get("dma.iota").getAsString()).isEqualTo("GUEST");
    }

    @Test
    void tellsTheGuestByItsMemory() {
        JsonObject guest = SnapshotJson.toJson(Samples.guest()).getAsJsonObject("guest");
        assertThat(guest.get("os").getAsString()).isEqualTo("linux");
        assertThat(guest.get("release").getAsString()).isEqualTo("6.99");
        assertThat(guest.get("symbols").getAsString()).isEqualTo("system-map");
        assertThat(guest.get("types").getAsString()).isEqualTo("btf");
        assertThat(guest.get("memoryAccess").getAsString()).isEqualTo("process");
        assertThat(guest.get("system").getAsString()).isEqualTo("linux");
    }

    @Test
    void tellsWhatLinuxKnowsOfAFunction() {
        JsonObject function = function(SnapshotJson.toJson(Samples.guest(Samples.known())));
        assertThat(function.get("state").getAsString()).isEqualTo("configured");
        assertThat(function.get("enabled").getAsBoolean()).isTrue();
        assertThat(function.get("address").getAsString()).isEqualTo("0011:00:00.0");
        assertThat(function.getAsJsonObject("dma"))
                .isEqualTo(JsonParser.parseString("{\"registered\": true, \"iota\": \"0x12340804\","
                        + " \"pba\": \"0x100000000\", \"pal\": \"0x11fffffff\", \"tableType\": \"RT\","
                        + " \"mappedPages\": 256, \"tables\": null, \"directMapped\": false}"));
        JsonObject interrupts = function.getAsJsonObject("interrupts");
        interrupts.remove("vectors");
        assertThat(interrupts)
                .isEqualTo(JsonParser.parseString("{\"registered\": true, \"isc\": 2, \"noi\": 3,"
                        + " \"aibv\": \"0x5000\", \"aibvo\": 0, \"aisb\": \"0x6000\", \"aisbo\": 4,"
                        + " \"summary\": true, \"gates\": [], \"blocked\": \"\"}"));
        assertThat(function.getAsJsonObject("measurement").get("storeBlocks").getAsLong())
                .isEqualTo(33);
        assertThat(function.getAsJsonObject("measurement")
                        .getAsJsonObject("perSecond")
                        .get("loads")
                        .getAsDouble())
                .isEqualTo(2.75);
        assertThat(function.getAsJsonObject("linux").get("unmappedPages").getAsLong())
                .isEqualTo(44);
        JsonObject finding = function.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(finding.get("id").getAsString()).isEqualTo("sample");
        assertThat(finding.get("severity").getAsString()).isEqualTo("warning");
        assertThat(finding.get("text").getAsString()).isEqualTo("This is only a sample.");
        assertThat(finding.keySet()).contains("title", "seen", "evidence", "why", "remedy", "reference");
        assertThat(function.getAsJsonArray("notChecked"))
                .isEqualTo(JsonParser.parseString(
                        "[{\"id\": \"other\", \"reason\": \"Nobody looked.\", \"needsProbe\": false}]"));
    }

    @Test
    void tellsWhatAProbeAnswered() {
        JsonObject function = function(SnapshotJson.toJson(Samples.guest(Samples.known())));
        JsonObject probe = function.getAsJsonObject("probe");
        assertThat(probe.get("handle").getAsString()).isEqualTo("0x80020003");
        assertThat(probe.get("state").getAsString()).isEqualTo("enabled");
        assertThat(probe.getAsJsonObject("config").get("bytes").getAsString()).hasSize(512);
        assertThat(probe.getAsJsonObject("config").getAsJsonArray("capabilities"))
                .hasSize(2);
        assertThat(probe.getAsJsonArray("msix")).hasSize(3);
        assertThat(function.getAsJsonObject("sources").get("probe.iota").getAsString())
                .isEqualTo("PROBE");
    }

    @Test
    void writesTextThatCanBeRead() {
        String text = SnapshotJson.write(Samples.guest(Samples.known()));
        assertThat(text).endsWith("}\n").contains("\"handle\": \"0x80020003\"");
        assertThat(JsonParser.parseString(text)).isEqualTo(SnapshotJson.toJson(Samples.guest(Samples.known())));
    }

    @Test
    void writesOneFunction() {
        JsonObject function = SnapshotJson.toJson(Samples.unknown());
        assertThat(function.get("fid").getAsString()).isEqualTo("0xffffffff");
        assertThat(function.getAsJsonObject("unknown").get("dma.pal").getAsString())
                .isEqualTo("why");
    }

    @Test
    void keepsNotices() {
        assertThat(SnapshotJson.toJson(Samples.unknownGuest())
                        .getAsJsonArray("notices")
                        .get(0)
                        .getAsString())
                .isEqualTo("Look here.");
    }

    private static JsonObject function(JsonObject document) {
        return document.getAsJsonArray("functions").get(0).getAsJsonObject();
    }

    /** The paths of all nulls. */
    private static List<String> nulls(JsonElement json, String path) {
        List<String> nulls = new ArrayList<>();
        if (json.isJsonNull()) {
            nulls.add(path);
        } else if (json instanceof JsonObject object) {
            object.entrySet()
                    .forEach(member -> nulls.addAll(
                            nulls(member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey())));
        } else if (json instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                nulls.addAll(nulls(array.get(i), path + "[" + i + "]"));
            }
        }
        return nulls;
    }
}
