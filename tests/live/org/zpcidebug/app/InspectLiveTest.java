package org.zpcidebug.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LiveGuest;

/** Runs the headless {@code inspect} on real guests. */
class InspectLiveTest {

    private static JsonObject json(LiveGuest guest) {
        CommandRun run =
                CommandRun.of(List.of("inspect", "-monitor", "unix:" + guest.monitorPath(), "-format", "json"));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    private static JsonObject function(JsonObject document, String fid) {
        for (JsonElement function : document.getAsJsonArray("functions")) {
            if (function.getAsJsonObject().get("fid").getAsString().equals(fid)) {
                return function.getAsJsonObject();
            }
        }
        throw new AssertionError("no function " + fid + " in " + document);
    }

    private static void assertComplete(JsonObject document) {
        assertThat(document.get("schema").getAsString()).isEqualTo("zpcidebug.snapshot/1");
        assertThat(document.getAsJsonObject("hypervisor").get("accelerator").getAsString())
                .isEqualTo("tcg");
        assertThat(document.getAsJsonObject("hypervisor").get("status").getAsString())
                .isEqualTo("running");
        assertThat(document.getAsJsonObject("guest").get("cpus").getAsInt()).isPositive();
        assertThat(document.getAsJsonObject("guest").get("memoryBytes").getAsLong())
                .isPositive();
        // What is unknown of every vector of a function is explained once.
        assertThat(nulls(document, "").stream().map(path -> path.replaceFirst("vectors\\[\\d+]", "vectors[]")))
                .containsOnly(document.getAsJsonObject("unknown").keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void writesALinuxGuest(LinuxPair pair) {
        JsonObject document = json(LinuxGuest.shared(pair));
        assertComplete(document);
        assertThat(document.getAsJsonArray("functions")).hasSize(pair.functions());
        JsonObject disk = function(document, "0x100");
        assertThat(disk.get("uid").getAsString()).isEqualTo("0x11");
        assertThat(disk.get("target").getAsString()).isEqualTo("blk0");
        assertThat(disk.get("type").getAsString()).isEqualTo("virtio-blk-pci");
        assertThat(disk.getAsJsonObject("dma").get("registered").getAsBoolean()).isTrue();
        assertThat(disk.getAsJsonObject("dma").get("pal").getAsString()).startsWith("0x10");
        assertThat(disk.getAsJsonObject("sources").get("dma.pal").getAsString()).isEqualTo("HYPERVISOR");
        assertThat(document.getAsJsonObject("guest").get("os").getAsString()).isEqualTo("linux");
        assertThat(disk.get("handle").getAsString()).matches("0x8002[0-9a-f]{4}");
        assertThat(disk.getAsJsonObject("linux").get("driver").getAsString()).isEqualTo("virtio-pci");
        assertThat(disk.getAsJsonObject("sources").get("handle").getAsString()).isEqualTo("GUEST");
        // Linux has region-third tables: one, with at least one segment table and one page table.
        for (JsonElement each : document.getAsJsonArray("functions")) {
            JsonObject function = each.getAsJsonObject();
            assertThat(function.getAsJsonObject("dma").get("tables").getAsLong())
                    .isBetween(3L, 2000L);
            assertThat(function.getAsJsonObject("sources").get("dma.tables").getAsString())
                    .isEqualTo("GUEST");
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesTheDemoGuest(LinuxPair pair) {
        JsonObject document = json(DemoGuest.shared(pair));
        assertComplete(document);
        assertThat(document.getAsJsonArray("functions")).hasSize(DemoGuest.Device.values().length);
        JsonObject guest = document.getAsJsonObject("guest");
        assertThat(guest.get("system").getAsString()).isEqualTo("other");
        assertThat(guest.get("memoryAccess").getAsString()).isEqualTo("process");
        assertThat(document.getAsJsonArray("notices").get(0).getAsString()).startsWith("No Linux kernel");
        assertThat(document.getAsJsonObject("unknown")
                        .get("functions[0].handle")
                        .getAsString())
                .startsWith("No Linux kernel");
    }

    /** One reading of the counters alone would not tell: they could be older than the mappings. */
    @Test
    void findsMappingsThatAreNeverRefreshed() {
        try (DemoGuest guest =
                DemoGuest.in(LinuxPair.BACKPORTS).options("unrefreshed=0x200").start()) {
            // A guest that has just been started has no counters yet.
            Eventually.passes(Duration.ofSeconds(60), () -> {
                JsonObject document = json(guest);
                assertThat(findings(document, "0x200")).contains("never-refreshed");
                assertThat(findings(document, "0x300")).doesNotContain("never-refreshed");
            });
        }
    }

    private static List<String> findings(JsonObject document, String fid) {
        List<String> ids = new ArrayList<>();
        function(document, fid)
                .getAsJsonArray("findings")
                .forEach(finding -> ids.add(finding.getAsJsonObject().get("id").getAsString()));
        return ids;
    }

    /** The status of the virtio device: acknowledged, driver, features and driver are fine. */
    @Test
    void readsWordsOfBarsThatAreNamed() {
        String monitor = "unix:" + DemoGuest.shared(LinuxPair.BACKPORTS).monitorPath();
        CommandRun run = CommandRun.of(
                List.of("inspect", "-monitor", monitor, "-format", "json", "-probe-bar", "0x300:4:0x14:4,0x200:4:0:8"));
        assertThat(run.err()).isEmpty();
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        JsonObject word = bars(document, "0x300").get(0).getAsJsonObject();
        assertThat(word.get("offset").getAsString()).isEqualTo("0x14");
        assertThat(word.get("bytes").getAsString()).startsWith("0f").hasSize(8);
        assertThat(word.getAsJsonArray("registers").toString())
                .isEqualTo("[\"virtio common configuration: device_status\"]");
        assertThat(bars(document, "0x200")).hasSize(1);
        assertThat(function(document, "0x300")
                        .getAsJsonObject("sources")
                        .get("probe.bars")
                        .getAsString())
                .isEqualTo("PROBE");
        CommandRun none = CommandRun.of(List.of("inspect", "-monitor", monitor, "-probe-bar", "0x300:0:0:4"));
        assertThat(none.err()).contains("The function 0x300 has no BAR 0.").hasLineCount(1);
        assertThat(none.status()).isEqualTo(1);
    }

    private static JsonArray bars(JsonObject document, String fid) {
        return function(document, fid).getAsJsonObject("probe").getAsJsonArray("bars");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-vmlinux", "-system-map"})
    void filesThatDoNotFitAreOneLineAndStatus1(String option, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "0000000000000123 T _stext\n");
        LiveGuest guest = LinuxGuest.shared(LinuxPair.BOOKWORM);
        CommandRun run =
                CommandRun.of(List.of("inspect", "-monitor", "unix:" + guest.monitorPath(), option, file.toString()));
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(file.toString()).hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
    }

    /** Nothing is unknown of the probe then, and no check is left for want of one. */
    @ParameterizedTest
    @EnumSource
    void probesOnRequest(LinuxPair pair) {
        LiveGuest guest = LinuxGuest.shared(pair);
        CommandRun run = CommandRun.of(
                List.of("inspect", "-monitor", "unix:" + guest.monitorPath(), "-format", "json", "-probe"));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertComplete(document);
        assertThat(document.getAsJsonObject("probe").get("pausedMicros").getAsLong())
                .isPositive();
        for (JsonElement each : document.getAsJsonArray("functions")) {
            JsonObject function = each.getAsJsonObject();
            JsonObject probe = function.getAsJsonObject("probe");
            assertThat(probe.get("handle")).isEqualTo(function.get("handle"));
            assertThat(probe.get("state").getAsString()).isEqualTo("enabled");
            assertThat(probe.getAsJsonObject("config").getAsJsonArray("capabilities"))
                    .isNotEmpty();
            assertThat(function.getAsJsonArray("notChecked").toString()).doesNotContain("\"needsProbe\":true");
        }
    }

    @Test
    void writesText() {
        LiveGuest guest = DemoGuest.shared(LinuxPair.BOOKWORM);
        CommandRun run = CommandRun.of(List.of("inspect", "-monitor", "unix:" + guest.monitorPath()));
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("zPCI functions of zpcidebug-demo\n")
                .contains("Function 0x300, UID 0x13, rng0");
    }

    @Test
    void runsAsAProcessOfItsOwn(@TempDir Path folder) throws Exception {
        LiveGuest guest = DemoGuest.shared(LinuxPair.BOOKWORM);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ZpciCommand.class.getName(),
                        "inspect",
                        "-format",
                        "json",
                        "-monitor",
                        "unix:" + guest.monitorPath())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(err)).isEmpty();
            assertThat(process.exitValue()).isZero();
            assertComplete(JsonParser.parseString(Files.readString(out)).getAsJsonObject());
        } finally {
            process.destroyForcibly();
        }
    }

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
