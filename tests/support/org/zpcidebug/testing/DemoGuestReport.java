package org.zpcidebug.testing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * What the demo guest did and believes, as it publishes it itself: the ground truth for tests. The layout is that of
 * guests/demo/REPORT.md, which says more about every value. Identifiers and addresses are unsigned.
 *
 * @param sites the places where PCI instructions are executed, by name ("site_pcilg"), in the order of the records
 * @param functions in the order in which the guest found them, gone ones included
 * @param events the error and hot-plug events that are still in the ring, oldest first
 */
public record DemoGuestReport(
        DemoGuestReportHeader header,
        Map<String, DemoGuestReportSite> sites,
        List<DemoGuestReportFunction> functions,
        List<DemoGuestReportEvent> events) {

    /** Where the guest keeps the report that is always current. */
    public static final long CURRENT = 0x100000;
    /** Where it keeps the copy that it makes now and then. */
    public static final long PUBLISHED = 0x120000;

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * The report as it is now, for a guest that is stopped.
     *
     * @throws AssertionError the guest was stopped while it changed the report (or runs): let it run and stop it again
     */
    public static DemoGuestReport current(AbsoluteStorage storage) {
        return new DemoGuestReportReader(storage, CURRENT).read();
    }

    /**
     * The copy of the report, for a guest that runs: some milliseconds old. Waits until it can be read unchanged.
     *
     * @throws AssertionError there is no demo guest, or it does not let go of its report
     */
    public static DemoGuestReport published(AbsoluteStorage storage) {
        return Eventually.returns(PATIENCE, new DemoGuestReportReader(storage, PUBLISHED)::read);
    }

    /** Waits until a guest that was just started has set up every function: a minute at most. */
    public static DemoGuestReport awaitReady(AbsoluteStorage storage) {
        return await(storage, READY, report -> {
            if (!report.header.ready()) {
                throw new AssertionError("The demo guest is not ready: " + report.header);
            }
        });
    }

    /** Waits until the published report passes a check. */
    public static DemoGuestReport await(AbsoluteStorage storage, Duration limit, Consumer<DemoGuestReport> check) {
        DemoGuestReportReader reader = new DemoGuestReportReader(storage, PUBLISHED);
        return Eventually.returns(limit, () -> {
            DemoGuestReport report = reader.read();
            check.accept(report);
            return report;
        });
    }

    /**
     * The function with this FID.
     *
     * @throws AssertionError the guest never had one
     */
    public DemoGuestReportFunction function(long fid) {
        return functions.stream()
                .filter(function -> function.fid() == fid)
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.format(Locale.ROOT, "No 0x%x in %s", fid, functions)));
    }

    /** The site with this name, with or without "site_" before it. */
    public DemoGuestReportSite site(String name) {
        return Optional.ofNullable(sites.get(name))
                .or(() -> Optional.ofNullable(sites.get("site_" + name)))
                .orElseThrow(() -> new AssertionError("No " + name + " in " + sites.keySet()));
    }
}
