package org.zpcidebug.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.testing.DemoGuest;
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
        assertThat(nulls(document, ""))
                .containsExactlyInAnyOrderElementsOf(
                        document.getAsJsonObject("unknown").keySet());
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
    }

    @ParameterizedTest
    @EnumSource
    void writesTheDemoGuest(LinuxPair pair) {
        JsonObject document = json(DemoGuest.shared(pair));
        assertComplete(document);
        assertThat(document.getAsJsonArray("functions")).hasSize(DemoGuest.Device.values().length);
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
