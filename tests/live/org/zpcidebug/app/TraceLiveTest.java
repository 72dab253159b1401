package org.zpcidebug.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportSite;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LiveGuest;

/** Runs the headless {@code trace} and {@code inspect -sites} on real guests. */
class TraceLiveTest {

    private static List<JsonObject> run(LiveGuest guest, String... arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        words.addAll(List.of("-monitor", "unix:" + guest.monitorPath()));
        CommandRun run = CommandRun.of(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static long number(JsonObject json, String name) {
        String text = json.get(name).getAsString();
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }

    private static DemoGuestReport report(DebuggedGuest guest) {
        guest.connect();
        DemoGuestReport report = DemoGuestReport.published(guest.storage());
        guest.disconnect();
        return report;
    }

    private static DebuggedGuest start(LinuxPair pair, String options, String... qemu) {
        DebuggedGuest guest = new DebuggedGuest(DemoGuest.in(pair)
                .cpus(2)
                .qemu(qemu)
                .options("cpus=2 publish=300 " + options)
                .start());
        DemoGuestReport.awaitReady(guest.storage());
        guest.disconnect();
        return guest;
    }

    @ParameterizedTest
    @EnumSource
    void findsEverySiteOfTheDemoGuest(LinuxPair pair) {
        List<JsonObject> sites = run(DemoGuest.shared(pair), "inspect", "-sites");
        Map<String, Long> expected = reported(DemoGuest.shared(pair)).sites().values().stream()
                .collect(Collectors.toMap(DemoGuestReportSite::name, DemoGuestReportSite::address));
        assertThat(expected).hasSize(65);
        assertThat(sites).hasSize(65).allSatisfy(site -> {
            String name = site.get("symbol").getAsString();
            assertThat(number(site, "address")).isEqualTo(expected.get(name));
            assertThat(name)
                    .startsWith("site_" + site.get("instruction").getAsString().toLowerCase());
        });
    }

    private static DemoGuestReport reported(DemoGuest guest) {
        DebuggedGuest looked = new DebuggedGuest(guest);
        try {
            return DemoGuestReport.published(looked.storage());
        } finally {
            looked.disconnect();
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsWhatTheDemoGuestDoes(LinuxPair pair) {
        try (DebuggedGuest guest = start(pair, "errors=on rate=0")) {
            Map<Long, DemoGuestReportSite> byAddress = report(guest).sites().values().stream()
                    .collect(Collectors.toMap(DemoGuestReportSite::address, site -> site));
            List<JsonObject> records = run(guest.guest(), "trace", "-count", "1500");
            assertThat(records).hasSize(1500).allSatisfy(record -> assertMatches(record, byAddress));
            assertThat(records.stream().map(r -> r.get("instruction").getAsString()))
                    .contains("PCILG", "PCISTG", "PCISTB", "RPCIT", "STPCIFC", "CLP", "MPCIFC");
            assertThat(records.stream().map(r -> r.get("cpu").getAsInt())).contains(0, 1);
            guest.connect();
            guest.awaitRunningFreely();
            assertThat(guest.hasGdbServer()).isFalse();
        }
    }

    /** The outcome is one that this site has had, by the guest's own count. */
    private static void assertMatches(JsonObject record, Map<Long, DemoGuestReportSite> sites) {
        DemoGuestReportSite site = sites.get(number(record, "site"));
        assertThat(record.get("symbol").getAsString()).isEqualTo(site.name());
        String kind = site.name();
        if (kind.endsWith("_handle") && !kind.contains("clp")) {
            assertThat(record.get("cc").getAsInt()).isEqualTo(3);
            assertThat(record.get("fid").isJsonNull()).isTrue();
        }
        Map<String, Integer> statuses = Map.of(
                "site_pcilg_space",
                20,
                "site_pcistg_space",
                20,
                "site_mpcifc_sequence",
                24,
                "site_mpcifc_space",
                28,
                "site_pcilg_error",
                12,
                "site_rpcit_error",
                40,
                "site_rpcit_outside",
                8,
                "site_stpcifc_space",
                28);
        if (statuses.containsKey(kind)) {
            assertThat(record.get("cc").getAsInt()).as(kind).isEqualTo(1);
            assertThat(record.get("status").getAsInt()).as(kind).isEqualTo(statuses.get(kind));
        }
        Map<String, Integer> interruptions = Map.of(
                "site_pcilg_odd",
                6,
                "site_pcilg_cross",
                0x15,
                "site_clp_operand",
                0x15,
                "site_mpcifc_align",
                6,
                "site_mpcifc_control",
                0x15,
                "site_pciwb",
                1,
                "site_pcilgi",
                1,
                "site_sic_mode",
                0x15);
        if (interruptions.containsKey(kind)) {
            assertThat(record.get("cc").isJsonNull()).as(kind).isTrue();
            assertThat(record.get("interruption").getAsInt()).as(kind).isEqualTo(interruptions.get(kind));
        }
        assertThat(record.getAsJsonArray("stack")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void filtersHoldBackWhatIsNotWanted(LinuxPair pair, @TempDir Path folder) {
        String server = "unix:" + folder.resolve("gdb");
        try (DebuggedGuest guest = start(pair, "errors=on", "-gdb", server + ",server=on,wait=off")) {
            assertThat(CommandRun.of(List.of(
                                    "trace",
                                    "-count",
                                    "1",
                                    "-monitor",
                                    "unix:" + guest.guest().monitorPath()))
                            .err())
                    .contains("in use already");
            List<JsonObject> failed = run(
                    guest.guest(),
                    "trace",
                    "-count",
                    "5",
                    "-instruction",
                    "MPCIFC,CLP",
                    "-where",
                    "cc == 3",
                    "-gdb",
                    server);
            assertThat(failed).hasSize(5).allSatisfy(record -> {
                assertThat(record.get("cc").getAsInt()).isEqualTo(3);
                assertThat(record.get("instruction").getAsString()).isEqualTo("MPCIFC");
            });
            List<JsonObject> disk = run(
                    guest.guest(),
                    "trace",
                    "-count",
                    "20",
                    "-fid",
                    "0x100",
                    "-where",
                    "instruction == RPCIT && cc == 0",
                    "-gdb",
                    server);
            guest.connect();
            // A server that was given is left as it was found.
            assertThat(guest.hasGdbServer()).isTrue();
            guest.awaitRunningFreely();
            assertThat(disk).hasSize(20).allSatisfy(record -> {
                assertThat(number(record, "fid")).isEqualTo(0x100);
                assertThat(number(record.getAsJsonObject("operands"), "iova")).isGreaterThanOrEqualTo(0x1_0000_0000L);
            });
        }
    }

    @Test
    void losesNoHit() {
        try (DebuggedGuest guest = start(LinuxPair.BACKPORTS, "rate=0")) {
            List<JsonObject> loads =
                    run(guest.guest(), "trace", "-count", "600", "-instruction", "STPCIFC", "-where", "cc == 0");
            // Each loop executes it once for each function, in turn.
            for (int i = 3; i < loads.size(); i++) {
                assertThat(loads.get(i).get("fid")).isEqualTo(loads.get(i - 3).get("fid"));
            }
            assertThat(loads.stream().limit(3).map(record -> number(record, "fid")))
                    .containsExactlyInAnyOrder(0x100L, 0x200L, 0x300L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tracesLinux(LinuxPair pair) {
        LinuxGuest guest = LinuxGuest.shared(pair);
        List<JsonObject> sites = run(guest, "inspect", "-sites");
        assertThat(sites).hasSizeBetween(19, 32);
        assertThat(sites.stream().map(site -> site.get("symbol").getAsString().replaceAll("\\+.*", "")))
                .contains("zpci_mod_fc", "zpci_refresh_trans", "__zpci_load", "__zpci_store", "zpci_set_irq_ctrl");
        List<JsonObject> records = run(guest, "trace", "-count", "10", "-instruction", "RPCIT");
        assertThat(records).hasSize(10).allSatisfy(record -> {
            assertThat(record.get("symbol").getAsString()).startsWith("zpci_refresh_trans+0x");
            assertThat(number(record, "fid")).isBetween(0x100L, 0x600L);
            assertThat(record.get("cc").getAsInt()).isZero();
            assertThat(record.get("stack").toString()).containsPattern("(dma|iommu)\\w*\\+0x");
        });
    }

    @Test
    void refusesBadArgumentsInOneLine() {
        String monitor = "unix:/nonexistent";
        for (List<String> bad : List.of(
                List.of("trace", "-monitor", monitor),
                List.of("trace", "-monitor", monitor, "-count", "0"),
                List.of("trace", "-monitor", monitor, "-seconds", "x"),
                List.of("trace", "-monitor", monitor, "-count", "1", "-fid", "disk"),
                List.of("trace", "-monitor", monitor, "-count", "1", "-instruction", "NOP"),
                List.of("trace", "-monitor", monitor, "-count", "1", "-where", "colour == red"),
                List.of("inspect", "-sites", "-monitor", monitor, "-text", "0-1"),
                List.of("trace", "-monitor", monitor, "-count", "1", "-gdb", "there"),
                List.of("trace", "-count", "1"))) {
            CommandRun run = CommandRun.of(bad);
            assertThat(run.status()).as(bad.toString()).isEqualTo(Command.BAD_ARGUMENTS);
            assertThat(run.err()).hasLineCount(1).doesNotContain("!", "{0}");
        }
        assertThat(CommandRun.of(List.of("trace", "-monitor", monitor, "-count", "1"))
                        .status())
                .isEqualTo(Command.FAILURE);
    }
}
