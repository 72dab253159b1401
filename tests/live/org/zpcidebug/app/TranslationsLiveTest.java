package org.zpcidebug.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LiveGuest;

/** Asks real guests for their translations without a window. */
class TranslationsLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static CommandRun run(LiveGuest guest, String... question) {
        return CommandRun.of(
                Stream.concat(Stream.of("inspect", "-monitor", "unix:" + guest.monitorPath()), Stream.of(question))
                        .toList());
    }

    private static List<JsonObject> lines(LiveGuest guest, String... question) {
        CommandRun run = run(guest, question);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static String text(JsonObject line, String name) {
        return line.get(name).getAsString();
    }

    /** The guest works meanwhile: a page that is unmapped between two questions is no failure, and they are asked anew. */
    @ParameterizedTest
    @EnumSource
    void listsTranslatesAndReverses(LinuxPair pair) {
        LinuxGuest guest = LinuxGuest.shared(pair);
        String fid = String.format("0x%x", functionWithFewPages(guest));
        Eventually.passes(LIMIT, () -> ask(guest, fid));
    }

    private static void ask(LinuxGuest guest, String fid) {
        List<JsonObject> mappings = lines(guest, "-mappings", fid);
        assertThat(mappings).isNotEmpty();
        JsonObject first = mappings.get(0);
        assertThat(first.keySet()).containsExactly("iova", "address", "bytes", "writable");
        assertThat(first.get("bytes").getAsLong()).isEqualTo(4096);

        List<JsonObject> walk = lines(guest, "-format", "json", "-translate", fid + ":" + text(first, "iova"));
        assertThat(walk).hasSize(4);
        assertThat(walk.subList(0, 3))
                .extracting(step -> text(step, "level"))
                .containsExactly("region-third", "segment", "page");
        for (JsonObject step : walk.subList(0, 3)) {
            assertThat(step.keySet()).containsExactly("level", "index", "entryAddress", "entry", "valid");
            assertThat(step.get("valid").getAsBoolean()).isTrue();
        }
        assertThat(walk.get(3).keySet()).containsExactly("result", "writable", "reason", "notice");
        assertThat(walk.get(3).get("notice").isJsonNull()).isTrue();
        assertThat(text(walk.get(3), "result")).isEqualTo(text(first, "address"));

        assertThat(lines(guest, "-reverse", text(first, "address")))
                .anyMatch(line ->
                        text(line, "fid").equals(fid) && text(line, "iova").equals(text(first, "iova")));
        JsonObject outside = lines(guest, "-translate", fid + ":0x5000").get(0);
        assertThat(outside.get("result").isJsonNull()).isTrue();
        assertThat(text(outside, "reason")).contains("0x5000 is outside");
    }

    /** It has 64 mappings besides those in use. */
    @Test
    void knowsTheDemoGuestToo() {
        assertThat(lines(DemoGuest.shared(LinuxPair.BACKPORTS), "-mappings", "0x300"))
                .hasSizeGreaterThan(64);
    }

    private static long functionWithFewPages(LinuxGuest guest) {
        return guest.latestReport().orElseGet(guest::nextReport).functions().stream()
                .filter(function -> function.driver().orElse("").equals("virtio-pci"))
                .min((a, b) -> Long.compare(a.mappedPages() - a.unmappedPages(), b.mappedPages() - b.unmappedPages()))
                .orElseThrow()
                .fid();
    }

    @Test
    void saysWhatItCannotTell() {
        assertFails(run(LinuxGuest.shared(LinuxPair.BOOKWORM), "-mappings", "0xabc"), "no function with FID 0xabc");
        assertFails(run(LinuxGuest.shared(LinuxPair.BOOKWORM), "-reverse", "0x1000", "-limit", "0"), "-limit");
    }

    private static void assertFails(CommandRun run, String words) {
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(words).hasLineCount(1).doesNotContain("!", "Exception");
    }
}
