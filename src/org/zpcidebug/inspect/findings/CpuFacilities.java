package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.stream.Stream;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.GuestSnapshot.PciFacilities;
import org.zpcidebug.inspect.Source;

/** A CPU model that lacks what PCI needs. */
@SuppressWarnings("nls")
final class CpuFacilities extends GuestCheck {

    CpuFacilities() {
        super("cpu-facilities", Severity.ERROR);
    }

    @Override
    Verdict look(GuestSnapshot guest) {
        return given(guest.guest().facilities(), facilities -> missing(facilities));
    }

    /** Without suppression of adapter interruptions Linux works, more slowly. */
    private Verdict missing(PciFacilities facilities) {
        List<String> missing = Stream.of(
                        facilities.zpci() ? "" : "zpci", facilities.aen() ? "" : "aen", facilities.ais() ? "" : "ais")
                .filter(name -> !name.isEmpty())
                .toList();
        Severity severity = facilities.zpci() && facilities.aen() ? Severity.WARNING : Severity.ERROR;
        String names = String.join(", ", missing);
        Evidence evidence = new Evidence(
                "guest.facilities", Text.of(CpuFacilities.class, "cpu-facilities.label"), names, Source.HYPERVISOR);
        return missing.isEmpty() ? Verdict.CLEAR : found(severity, List.of(evidence), names);
    }
}
