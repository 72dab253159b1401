package org.zpcidebug.inspect;

import java.util.List;
import java.util.Map;
import org.zpcidebug.inspect.GuestSnapshot.Guest;
import org.zpcidebug.inspect.GuestSnapshot.Hypervisor;
import org.zpcidebug.intercept.ProbeReading;

/** Writes snapshots as a report for people. */
@SuppressWarnings("nls")
public final class SnapshotText {

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private final int width;

    private SnapshotText(int width) {
        this.width = width;
    }

    /** The whole snapshot, in lines. */
    public static String write(GuestSnapshot snapshot) {
        SnapshotText report = new SnapshotText(widest());
        report.guest(snapshot);
        snapshot.functions().forEach(report::function);
        return report.text.toString();
    }

    /** One function, in lines. */
    public static String write(FunctionSnapshot function) {
        SnapshotText report = new SnapshotText(widest());
        report.function(function);
        return report.text.toString().stripLeading();
    }

    private void guest(GuestSnapshot snapshot) {
        Hypervisor hypervisor = snapshot.hypervisor();
        Guest guest = snapshot.guest();
        String name = guest.name().orElse("");
        text.append(Words.of("text.title", name.isEmpty() ? Words.of("text.unnamed") : name))
                .append('\n');
        line("", Words.of("text.taken"), snapshot.taken().toString());
        line("", Words.of("text.qemu"), qemu(hypervisor));
        line("", Words.of("text.status"), told(hypervisor.status()));
        line("", Words.of("text.cpus"), told(guest.cpus()));
        line("", Words.of("text.memory"), told(guest.memoryBytes().map(Words::bytes)));
        line("", Words.of("text.system"), guest.system().words());
        line("", Words.of("text.access"), told(guest.system().memory().map(GuestSystem.Memory::detail)));
        line(
                "",
                Words.of("text.functions"),
                Integer.toString(snapshot.functions().size()));
        line("", Words.of("text.findings"), counts(snapshot));
        if (snapshot.probe().isKnown()) {
            ProbeReading probe = snapshot.probe().value();
            line("", Words.of("text.probe"), ProbeWords.probe(probe));
        }
        findings(snapshot.diagnosis());
        snapshot.notices().forEach(notice -> text.append(notice).append('\n'));
        hypervisor
                .statistics()
                .orElse(Map.of())
                .forEach((counter, count) -> line(INDENT, counter, Long.toUnsignedString(count)));
    }

    private static String qemu(Hypervisor hypervisor) {
        String accelerator = hypervisor
                .accelerator()
                .map(known -> Words.of("text.accelerator." + known))
                .orElse(Words.of("text.unknown"));
        return Words.of("text.qemu.value", hypervisor.version().number(), accelerator);
    }

    private void function(FunctionSnapshot function) {
        text.append('\n')
                .append(Words.of(
                        "text.function",
                        FunctionFields.FID.text(function),
                        function.uid().map(uid -> Words.hex(uid)).orElse(Words.of("text.unknown")),
                        function.target().map(FunctionWords::target).orElse(Words.of("text.unknown"))))
                .append('\n');
        findings(function.diagnosis());
        for (FunctionFields.Group group : FunctionFields.groups()) {
            List<FunctionField<?>> fields = group.fields();
            text.append(INDENT).append(group.label()).append('\n');
            fields.forEach(field -> line(INDENT + INDENT, field.label(), told(field, function)));
        }
    }

    private static String counts(GuestSnapshot snapshot) {
        return Words.of(
                "text.findings.value",
                snapshot.count(Finding.Severity.ERROR),
                snapshot.count(Finding.Severity.WARNING),
                snapshot.count(Finding.Severity.INFO));
    }

    private void findings(Diagnosis diagnosis) {
        diagnosis.findings().forEach(finding -> text.append(INDENT)
                .append(FunctionWords.finding(finding))
                .append('\n'));
        List<NotChecked> unchecked = diagnosis.notChecked();
        if (!unchecked.isEmpty()) {
            text.append(INDENT).append(FunctionWords.notChecked(unchecked)).append('\n');
        }
    }

    private static <T> String told(FunctionField<T> field, FunctionSnapshot function) {
        return field.get().apply(function).isKnown()
                ? field.text(function)
                : Words.of("text.unknownValue", field.text(function));
    }

    private static String told(Value<?> value) {
        return value.isKnown() ? value.value().toString() : Words.of("text.unknownValue", value.reason());
    }

    private void line(String indent, String label, String value) {
        text.append(indent).append(label);
        text.append(" ".repeat(Math.max(1, width + INDENT.length() * 2 - indent.length() - label.length() + 2)));
        text.append(value).append('\n');
    }

    private static int widest() {
        return FunctionFields.all().stream()
                .mapToInt(field -> field.label().length())
                .max()
                .orElse(0);
    }
}
