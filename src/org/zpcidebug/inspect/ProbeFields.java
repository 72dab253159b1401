package org.zpcidebug.inspect;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.function.Function;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.FunctionControls;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MsixEntry;
import org.zpcidebug.zpci.QueriedFunction;
import org.zpcidebug.zpci.QueriedGroup;

/** The fields of a function that a probe tells. {@link FunctionFields} orders them. */
@SuppressWarnings("nls")
final class ProbeFields {

    static final FunctionField<String> TAKEN = new FunctionField<>(
            "probe.taken", f -> f.probe().map(probe -> probe.taken().toString()), taken -> taken, JsonPrimitive::new);

    static final FunctionField<String> HANDLE =
            field("probe.handle", p -> Known.of(p.listed().handle().toString()), handle -> handle, JsonPrimitive::new);

    static final FunctionField<Boolean> CONFIGURED = field(
            "probe.configured",
            p -> Known.of(p.listed().configured()),
            LinuxWords.flag("probe.configured"),
            JsonPrimitive::new);

    static final FunctionField<FunctionControls> STATE =
            controls("probe.state", Fib::controls, ProbeWords::state, ProbeJson::state);

    static final FunctionField<Long> IOTA =
            controls("probe.iota", fib -> fib.iota().bits(), Words::hex, ProbeFields::hex);

    static final FunctionField<Long> PBA = controls("probe.pba", Fib::lowest, Words::hex, ProbeFields::hex);

    static final FunctionField<Long> PAL = controls("probe.pal", Fib::highest, Words::hex, ProbeFields::hex);

    static final FunctionField<InterruptRegistration> INTERRUPTS =
            controls("probe.interrupts", Fib::interrupts, ProbeWords::interrupts, ProbeJson::interrupts);

    static final FunctionField<Long> MEASUREMENT =
            controls("probe.measurement", Fib::measurement, ProbeWords::measurement, ProbeFields::hex);

    static final FunctionField<Long> UID =
            field("probe.uid", p -> p.query().map(QueriedFunction::uid), Words::hex, ProbeFields::hex);

    static final FunctionField<DmaWindow> WINDOW =
            field("probe.window", p -> p.query().map(QueriedFunction::window), DmaWindow::toString, FieldJson::window);

    static final FunctionField<QueriedGroup> GROUP =
            field("probe.group", ProbedFunction::group, ProbeWords::group, ProbeJson::group);

    static final FunctionField<ConfigSpace> CONFIG =
            field("probe.config", ProbedFunction::config, ProbeWords::config, ProbeJson::config);

    static final FunctionField<List<MsixEntry>> MSIX =
            field("probe.msix", ProbedFunction::msix, ProbeWords::msix, ProbeJson::msix);

    static final FunctionField<List<Boolean>> PENDING =
            field("probe.pending", ProbedFunction::pending, ProbeWords::pending, ProbeJson::pending);

    static final FunctionField<ProbedFunction> BARS = field(
            "probe.bars",
            p -> p.bars().isEmpty() ? Known.unknown(Words.of("reason.noBarNamed")) : Known.of(p),
            ProbeWords::bars,
            ProbeJson::bars);

    private ProbeFields() {}

    private static <T> FunctionField<T> field(
            String path,
            Function<ProbedFunction, Known<T>> get,
            Function<T, String> words,
            Function<T, JsonElement> json) {
        return new FunctionField<>(path, f -> f.probe().flatMap(p -> value(get.apply(p.answers()))), words, json);
    }

    private static <T> FunctionField<T> controls(
            String path, Function<Fib, T> get, Function<T, String> words, Function<T, JsonElement> json) {
        return field(path, p -> p.controls().map(get), words, json);
    }

    private static <T> Value<T> value(Known<T> known) {
        return known.isKnown() ? Value.probe(known.value()) : Value.unknown(known.problem());
    }

    private static JsonElement hex(long number) {
        return new JsonPrimitive(Words.hex(number));
    }
}
