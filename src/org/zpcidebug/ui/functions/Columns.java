package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.FunctionField;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.FunctionSnapshot.PciIdentity;
import org.zpcidebug.inspect.PciNames;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.zpci.ConfigurationState;

/** All columns there are: the short ones that stand there at first, then one for every other field. */
final class Columns {

    private static final String IDS = "%04x:%04x"; //$NON-NLS-1$
    private static final int WIDE = 28;

    private static final List<Column> ALL = make();

    private Columns() {}

    /** All columns, in their first order. */
    static List<Column> all() {
        return ALL;
    }

    /** The column with that id. */
    static Optional<Column> byId(String id) {
        return ALL.stream().filter(column -> column.id().equals(id)).findFirst();
    }

    private static List<Column> make() {
        List<Column> columns = new ArrayList<>(List.of(
                plain(FunctionFields.FID, 11),
                of(FunctionFields.FINDINGS, FunctionFields.FINDINGS.label(), Columns::findings, 12),
                plain(FunctionFields.UID, 7),
                of(FunctionFields.HANDLE, FunctionFields.HANDLE.label(), Columns::handle, 11),
                of(FunctionFields.STATE, FunctionFields.STATE.label(), Columns::state, 9),
                plain(FunctionFields.ADDRESS, 13),
                plain(FunctionFields.DRIVER, 11),
                plain(FunctionFields.TYPE, 15),
                plain(FunctionFields.TARGET, 9),
                of(FunctionFields.DMA_REGISTERED, Messages.Columns_Dma, Columns::dma, 13),
                of(FunctionFields.MAPPED_PAGES, Messages.Columns_Mapped, Columns::mapped, 7),
                plain(FunctionFields.INTERRUPTS, 4),
                of("pciIds", Messages.Columns_PciIds, FunctionFields.DEVICE, Columns::ids, 10), //$NON-NLS-1$
                of("names", Messages.Columns_Names, FunctionFields.DEVICE, Columns::names, 31), //$NON-NLS-1$
                hidden(plain(FunctionFields.DMA_LIMIT, 13)),
                hidden(of(
                        FunctionFields.INTERPRETED,
                        Messages.Columns_Interpreted,
                        flag(FunctionSnapshot::interpreted),
                        10)),
                hidden(of(
                        FunctionFields.FORWARDING,
                        Messages.Columns_Forwarding,
                        flag(FunctionSnapshot::forwardingAssist),
                        13))));
        Set<String> there = columns.stream().map(Column::id).collect(Collectors.toSet());
        for (FunctionField<?> field : FunctionFields.all()) {
            if (!there.contains(field.path())) {
                columns.add(new Column(field.path(), field.label(), field, field::text, WIDE, false));
            }
        }
        return List.copyOf(columns);
    }

    private static Column plain(FunctionField<?> field, int width) {
        return new Column(field.path(), field.label(), field, field::text, width, true);
    }

    private static Column of(FunctionField<?> field, String label, Function<FunctionSnapshot, String> text, int width) {
        return of(field.path(), label, field, text, width);
    }

    private static Column of(
            String id, String label, FunctionField<?> field, Function<FunctionSnapshot, String> text, int width) {
        return new Column(id, label, field, text, width, true);
    }

    private static Column hidden(Column column) {
        return new Column(column.id(), column.label(), column.field(), column.text(), column.width(), false);
    }

    private static String handle(FunctionSnapshot function) {
        return function.linux().value().handle().toString();
    }

    /** Of a configured function it says more whether it is enabled. */
    private static String state(FunctionSnapshot function) {
        boolean isConfigured = FunctionFields.STATE.get().apply(function).value() == ConfigurationState.CONFIGURED;
        return (isConfigured ? FunctionFields.ENABLED : FunctionFields.STATE).text(function);
    }

    private static String mapped(FunctionSnapshot function) {
        return FunctionFields.MAPPED_PAGES.get().apply(function).value().toString();
    }

    /** How many there are of the gravest kind; the words are in the details. */
    private static String findings(FunctionSnapshot function) {
        if (function.findings().isEmpty()) {
            return ""; //$NON-NLS-1$
        }
        Finding.Severity gravest = function.findings().get(0).severity();
        long count = function.findings().stream()
                .filter(finding -> finding.severity() == gravest)
                .count();
        return NLS.bind(
                switch (gravest) {
                    case ERROR -> count == 1 ? Messages.Columns_Error : Messages.Columns_Errors;
                    case WARNING -> count == 1 ? Messages.Columns_Warning : Messages.Columns_Warnings;
                    case INFO -> count == 1 ? Messages.Columns_Note : Messages.Columns_Notes;
                },
                Long.toString(count));
    }

    private static String ids(FunctionSnapshot function) {
        PciIdentity pci = function.pci().value();
        return String.format(Locale.ROOT, IDS, pci.vendor(), pci.device());
    }

    private static String names(FunctionSnapshot function) {
        PciIdentity pci = function.pci().value();
        String vendor = PciNames.vendor(pci.vendor());
        String device = PciNames.device(pci.vendor(), pci.device());
        String both = (vendor + ' ' + device).strip();
        return both.isEmpty() ? Messages.Columns_NoName : both;
    }

    private static String dma(FunctionSnapshot function) {
        Dma dma = function.dma();
        if (!dma.registered().orElse(false)) {
            return Messages.Columns_NotRegistered;
        }
        return dma.directMapped().orElse(false) ? Messages.Columns_Direct : Messages.Columns_Registered;
    }

    private static Function<FunctionSnapshot, String> flag(Function<FunctionSnapshot, Value<Boolean>> get) {
        return function -> get.apply(function).orElse(false) ? Messages.Columns_Yes : Messages.Columns_No;
    }
}
