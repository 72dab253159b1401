package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.zpcidebug.inspect.Diagnosis;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;

/** All checks. They look at a snapshot and at nothing else, so that a recorded one gives the same findings. */
public final class Catalogue {

    private static final List<Check> CHECKS = List.of(
            // How the function is given to the guest.
            new AutomaticIds(),
            new NoDevice(),
            new UidShared(),
            new UidZero(),
            new UidDiffers(),
            new IoBar(),
            new NotInterpreted(),
            new DefaultGroup(),
            new UnplugPending(),
            // What the guest has of it.
            new NotInLinux(),
            new NotConfigured(),
            new DisabledWithDriver(),
            new NoDriver(),
            new HandleShared(),
            new HandleInterpreted(),
            new HandleNotInterpreted(),
            new HandleDiffers(),
            new ConfigurationDiffers(),
            new FunctionInError(),
            new FunctionBlocked(),
            // DMA.
            new DmaNotRegistered(),
            new DmaLeftRegistered(),
            new DmaLimitDiffers(),
            new DmaDiffers(),
            new Designation(),
            new RelaxedNotAllowed(),
            new WindowSmall(),
            new WindowFull(),
            new MappingLimit(),
            new BalloonPinned(),
            new NeverRefreshed(),
            new DmaFault(),
            new VirtioUntranslated(),
            new VirtioBroken(),
            // Interrupts.
            new InterruptsNotRegistered(),
            new InterruptsDiffer(),
            new IndicatorsOutside(),
            new IndicatorsCrossPage(),
            new InterruptsBlocked(),
            new SummaryByteBlocks(),
            new MsixMissing(),
            new MsixLimited(),
            new MsixMasked(),
            // What is written down.
            new MeasurementSilent(),
            new MeasurementBlind());

    private static final List<GuestCheck> GUEST_CHECKS = List.of(
            new CpuFacilities(),
            new SecureGuest(),
            new SharedSummaryByte(),
            new BarByteOrder(),
            new VirtualFunctions(),
            new MigrationBlocked());

    private Catalogue() {}

    /** The ids of all findings. */
    public static List<String> ids() {
        return Stream.concat(CHECKS.stream(), GUEST_CHECKS.stream())
                .map(Check::id)
                .toList();
    }

    /**
     * Looks at a function.
     *
     * @param present whether hypervisor and guest were asked for the same sample, so that a difference is one
     */
    public static Diagnosis of(GuestSnapshot guest, FunctionSnapshot function, boolean present) {
        Subject subject = Subject.of(guest, function, present);
        return diagnosis(CHECKS, check -> check.look(subject));
    }

    /** Looks at the guest as a whole. */
    public static Diagnosis of(GuestSnapshot guest) {
        return guest.functions().isEmpty() ? Diagnosis.NONE : diagnosis(GUEST_CHECKS, check -> check.look(guest));
    }

    private static <C> Diagnosis diagnosis(List<C> checks, Function<C, Verdict> look) {
        List<Verdict> verdicts = checks.stream().map(look).toList();
        return new Diagnosis(
                verdicts.stream().map(Verdict::finding).filter(Objects::nonNull).toList(),
                verdicts.stream()
                        .map(Verdict::notChecked)
                        .filter(Objects::nonNull)
                        .toList());
    }
}
