package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportEvent;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportFunction.State;
import org.zpcidebug.testing.DemoGuestReportSite;
import org.zpcidebug.testing.LinuxPair;

/** Has the demo guest execute every PCI instruction at every site there is, wrong ones included, in both QEMUs. */
class DemoGuestErrorsLiveTest {

    private static final int OPERATION = 0x01;
    private static final int SPECIFICATION = 0x06;
    private static final int OPERAND = 0x15;

    /** How every execution at a site ends. */
    private record Outcome(int condition, int status, int programCode) {

        static Outcome condition(int condition, int status) {
            return new Outcome(condition, status, 0);
        }

        static Outcome interruption(int code) {
            return new Outcome(DemoGuestReportSite.NO_CONDITION, 0, code);
        }
    }

    private static final Map<String, Outcome> OUTCOMES = outcomes();

    private static Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put("site_clp_unknown", Outcome.condition(0, 0x20));
        outcomes.put("site_clp_handle", Outcome.condition(0, 0x101));
        outcomes.put("site_clp_length", Outcome.condition(0, 0x50));
        for (String instruction : List.of("pcilg", "pcistg", "pcistb", "rpcit", "mpcifc", "stpcifc")) {
            outcomes.put("site_" + instruction + "_handle", Outcome.condition(3, 0));
        }
        outcomes.put("site_pcilg_disabled", Outcome.condition(3, 0));
        outcomes.put("site_pcilg_space", Outcome.condition(1, 20));
        outcomes.put("site_pcistg_space", Outcome.condition(1, 20));
        outcomes.put("site_pcilg_error", Outcome.condition(1, 12));
        outcomes.put("site_pcistg_error", Outcome.condition(1, 12));
        outcomes.put("site_pcistb_error", Outcome.condition(1, 12));
        outcomes.put("site_rpcit_error", Outcome.condition(1, 40));
        outcomes.put("site_rpcit_outside", Outcome.condition(1, 8));
        outcomes.put("site_rpcit_table", Outcome.condition(1, 8));
        outcomes.put("site_mpcifc_sequence", Outcome.condition(1, 24));
        outcomes.put("site_mpcifc_space", Outcome.condition(1, 28));
        outcomes.put("site_stpcifc_space", Outcome.condition(1, 28));
        for (String odd : List.of("pcilg_odd", "pcistg_odd", "rpcit_odd", "pcistb_align", "pcistb_length")) {
            outcomes.put("site_" + odd, Outcome.interruption(SPECIFICATION));
        }
        outcomes.put("site_mpcifc_align", Outcome.interruption(SPECIFICATION));
        outcomes.put("site_stpcifc_align", Outcome.interruption(SPECIFICATION));
        for (String wrong : List.of("clp_operand", "pcilg_cross", "pcistg_cross", "mpcifc_control", "sic_mode")) {
            outcomes.put("site_" + wrong, Outcome.interruption(OPERAND));
        }
        outcomes.put("site_mpcifc_format", Outcome.interruption(OPERAND));
        outcomes.put("site_mpcifc_designation", Outcome.interruption(OPERAND));
        for (String missing : List.of("pcilgi", "pcistgi", "pcistbi", "pciwb")) {
            outcomes.put("site_" + missing, Outcome.interruption(OPERATION));
        }
        return outcomes;
    }

    @ParameterizedTest
    @EnumSource
    void everySiteEndsAsDescribed(LinuxPair pair) throws Exception {
        try (WatchedDemo demo =
                WatchedDemo.start(DemoGuest.in(pair).cpus(2).options("errors=on cpus=2 rate=1000 cycle=5 reset=50"))) {
            DemoGuestReport report = demo.await(everything -> {
                assertThat(everything.sites().values())
                        .filteredOn(site -> site.started() == 0)
                        .extracting(DemoGuestReportSite::name)
                        .as("sites not reached")
                        .isEmpty();
                assertThat(everything.functions())
                        .allSatisfy(function -> assertThat(function.resets()).isPositive());
            });
            List<String> errors = new ArrayList<>(DemoGuestManual.sites());
            errors.removeAll(DemoGuestManual.defaultSites());
            errors.remove("site_pcilg_second");
            assertThat(OUTCOMES.keySet()).containsExactlyInAnyOrderElementsOf(errors);
            OUTCOMES.forEach((name, outcome) -> assertEnds(report.site(name), outcome));
            for (String name : DemoGuestManual.defaultSites()) {
                DemoGuestReportSite site = report.site(name);
                assertEnds(site, Outcome.condition(condition(name), name.startsWith("site_clp") ? 0x10 : 0));
            }
            assertSound(report);
            assertErrorEvents(report);
        }
    }

    private static int condition(String name) {
        return name.startsWith("site_sic") ? DemoGuestReportSite.NO_CONDITION : 0;
    }

    private static void assertEnds(DemoGuestReportSite site, Outcome outcome) {
        assertThat(site.condition()).as(site.name()).isEqualTo(outcome.condition);
        assertThat(site.status()).as(site.name()).isEqualTo(outcome.status);
        assertThat(site.programCode()).as(site.name()).isEqualTo(outcome.programCode);
        assertThat(outcome.programCode == 0 ? site.finished() : site.interruptions())
                .as(site.name())
                .isEqualTo(site.started());
        assertThat(site.finished() + site.interruptions()).as(site.name()).isEqualTo(site.started());
        for (int i = 0; i < 4; i++) {
            assertThat(site.conditions().get(i))
                    .as("%s, condition code %d", site.name(), i)
                    .isEqualTo(i == outcome.condition ? site.started() : 0);
        }
    }

    /** Errors in passing leave nothing behind. */
    private static void assertSound(DemoGuestReport report) {
        assertThat(report.header().unexpectedInterruptions())
                .as("%s", report.header().lastUnexpected())
                .isZero();
        assertThat(report.header().siteInterruptions())
                .isEqualTo(report.sites().values().stream()
                        .mapToLong(DemoGuestReportSite::interruptions)
                        .sum());
        assertThat(report.functions()).allSatisfy(function -> {
            assertThat(function.state()).isEqualTo(State.ENABLED);
            assertThat(function.disagreements()).isZero();
            assertThat(function.registration().ioat()).isTrue();
            assertThat(function.registration().interrupts()).isTrue();
        });
        assertThat(report.function(Device.RNG.fid()).counts().completed()).isPositive();
        DemoGuestReportSite second = report.site("pcilg_second");
        assertThat(report.header().cpus()).isEqualTo(2);
        assertThat(report.header().secondLoops()).isPositive();
        // CPU 1 also meets the function while CPU 0 has it in the error state or disabled.
        assertThat(second.conditions().get(0)).isPositive();
        assertThat(second.conditions().get(2)).isZero();
        assertThat(second.interruptions()).isZero();
    }

    private static void assertErrorEvents(DemoGuestReport report) {
        assertThat(report.header().errorEvents())
                .isEqualTo(report.functions().stream()
                        .mapToLong(function -> function.counts().errorEvents())
                        .sum());
        assertThat(report.events()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.error()).isTrue();
            DemoGuestReportFunction function = report.function(event.fid());
            long expected = event.pec() == 2
                    ? function.registration().pal() + 1
                    : function.mappings().trapIova();
            assertThat(event.address()).isEqualTo(expected);
        });
        assertThat(report.events())
                .extracting(DemoGuestReportEvent::pec)
                .contains(2, 7)
                .doesNotContain(0);
    }
}
