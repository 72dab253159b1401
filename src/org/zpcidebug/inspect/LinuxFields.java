package org.zpcidebug.inspect;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.linux.ZpciDevice.Measurement;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionGroup;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.FunctionType;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.Iota;

/** The fields of a function that the guest's memory tells. {@link FunctionFields} orders them. */
@SuppressWarnings("nls")
final class LinuxFields {

    static final FunctionField<FunctionHandle> HANDLE = field(
            "handle", d -> Known.of(d.handle()), LinuxWords::handle, handle -> new JsonPrimitive(handle.toString()));

    static final FunctionField<ConfigurationState> STATE = field(
            "state",
            ZpciDevice::state,
            state -> Words.of("words.state." + state),
            state -> new JsonPrimitive(state.name().toLowerCase(Locale.ROOT)));

    static final FunctionField<Boolean> ENABLED =
            flag("enabled", d -> Known.of(d.handle().isEnabled()));

    static final FunctionField<String> ADDRESS =
            field("address", ZpciDevice::pciAddress, address -> address, JsonPrimitive::new);

    static final FunctionField<Integer> PCHID =
            field("pchid", ZpciDevice::pchid, LinuxWords::pchid, pchid -> new JsonPrimitive(Words.hex16(pchid)));

    static final FunctionField<FunctionGroup> PFGID = field(
            "pfgid",
            d -> d.pfgid().map(FunctionGroup::new),
            LinuxWords::group,
            group -> new JsonPrimitive(Words.hex(group.id())));

    static final FunctionField<FunctionType> PFT = field(
            "pft",
            d -> d.pft().map(FunctionType::new),
            LinuxWords::type,
            type -> new JsonPrimitive(Words.hex(type.code())));

    static final FunctionField<Integer> VFN =
            field("vfn", ZpciDevice::vfn, LinuxWords::vfn, vfn -> new JsonPrimitive(Words.hex(vfn)));

    static final FunctionField<Iota> IOTA = new FunctionField<>(
            "dma.iota",
            f -> f.linux().flatMap(d -> present(d.dma().iota(), "reason.noTables")),
            LinuxWords::iota,
            iota -> new JsonPrimitive(iota.toString()));

    static final FunctionField<Long> PBA = new FunctionField<>(
            "dma.pba",
            f -> IOTA.get().apply(f).flatMap(iota -> f.linux()
                    .flatMap(d -> Value.from(d.dma().window().map(DmaWindow::first)))),
            Words::hex,
            LinuxFields::hex);

    static final FunctionField<String> TABLE_TYPE = new FunctionField<>(
            "dma.tableType",
            f -> f.linux().flatMap(LinuxFields::tableType),
            type -> Words.of("words.table." + type),
            JsonPrimitive::new);

    static final FunctionField<Long> MAPPED = new FunctionField<>(
            "dma.mappedPages", f -> f.linux().flatMap(LinuxFields::mapped), LinuxWords::pages, JsonPrimitive::new);

    static final FunctionField<Boolean> INTERRUPTS = new FunctionField<>(
            "interrupts.registered",
            f -> f.registration().map(Optional::isPresent),
            LinuxWords.flag("interrupts.registered"),
            JsonPrimitive::new);

    static final FunctionField<Integer> ISC = interrupt(
            "interrupts.isc", InterruptRegistration::subclass, isc -> Integer.toString(isc), JsonPrimitive::new);

    static final FunctionField<Integer> NOI =
            interrupt("interrupts.noi", InterruptRegistration::count, noi -> Integer.toString(noi), JsonPrimitive::new);

    static final FunctionField<Long> AIBV =
            interrupt("interrupts.aibv", InterruptRegistration::vector, Words::hex, LinuxFields::hex);

    static final FunctionField<Integer> AIBVO = interrupt(
            "interrupts.aibvo", InterruptRegistration::vectorOffset, bit -> LinuxWords.bit(bit), JsonPrimitive::new);

    static final FunctionField<Long> AISB =
            interrupt("interrupts.aisb", InterruptRegistration::summaryAddress, Words::hex, LinuxFields::hex);

    static final FunctionField<Integer> AISBO = interrupt(
            "interrupts.aisbo", InterruptRegistration::summaryOffset, bit -> LinuxWords.bit(bit), JsonPrimitive::new);

    static final FunctionField<Boolean> SUMMARY = interrupt(
            "interrupts.summary",
            InterruptRegistration::summary,
            LinuxWords.flag("interrupts.summary"),
            JsonPrimitive::new);

    static final FunctionField<Boolean> MEASURED = new FunctionField<>(
            "measurement.enabled",
            f -> f.linux().flatMap(d -> Value.from(d.measurement().map(Optional::isPresent))),
            LinuxWords.flag("measurement.enabled"),
            JsonPrimitive::new);

    static final FunctionField<Long> FMB =
            measurement("measurement.address", m -> Known.of(m.address()), Words::hex, LinuxFields::hex);

    static final FunctionField<Integer> INTERVAL =
            measurement("measurement.interval", Measurement::interval, LinuxWords::milliseconds, JsonPrimitive::new);

    static final FunctionField<Long> SAMPLES = measurement(
            "measurement.samples",
            m -> Known.of(m.block().samples()),
            samples -> Long.toString(samples),
            JsonPrimitive::new);

    static final FunctionField<Counter> LOADS =
            counter("measurement.loads", m -> m.block().loads(), MeasurementRates::loads);

    static final FunctionField<Counter> STORES =
            counter("measurement.stores", m -> m.block().stores(), MeasurementRates::stores);

    static final FunctionField<Counter> STORE_BLOCKS =
            counter("measurement.storeBlocks", m -> m.block().storeBlocks(), MeasurementRates::storeBlocks);

    static final FunctionField<Counter> REFRESHES =
            counter("measurement.refreshes", m -> m.block().refreshes(), MeasurementRates::refreshes);

    static final FunctionField<MeasurementRates> RATES =
            new FunctionField<>("measurement.perSecond", FunctionSnapshot::rates, LinuxWords::rates, FieldJson::rates);

    static final FunctionField<String> DRIVER =
            field("linux.driver", ZpciDevice::driver, LinuxWords::driver, JsonPrimitive::new);

    static final FunctionField<Long> UID = field("linux.uid", ZpciDevice::uid, Words::hex, LinuxFields::hex);

    static final FunctionField<Long> MAPPED_PAGES =
            count("linux.mappedPages", d -> d.counters().mappedPages());

    static final FunctionField<Long> UNMAPPED_PAGES =
            count("linux.unmappedPages", d -> d.counters().unmappedPages());

    static final FunctionField<Long> GLOBAL_REFRESHES =
            count("linux.globalRefreshes", d -> d.counters().globalRefreshes());

    static final FunctionField<Long> MAP_REFRESHES =
            count("linux.syncMapRefreshes", d -> d.counters().syncMapRefreshes());

    static final FunctionField<Long> SYNC_REFRESHES =
            count("linux.syncRefreshes", d -> d.counters().syncRefreshes());

    static final FunctionField<ZpciDevice.DmaKind> DMA_KIND = field(
            "linux.dma",
            d -> d.dma().kind(),
            kind -> Words.of("words.dmaKind." + kind),
            kind -> new JsonPrimitive(kind.name().toLowerCase(Locale.ROOT).replace('_', '-')));

    static final FunctionField<DmaWindow> WINDOW =
            field("linux.window", d -> d.dma().window(), LinuxWords::window, FieldJson::window);

    static final FunctionField<ZpciDevice.Interrupts> VECTORS = field(
            "linux.interrupts",
            d -> d.interrupts().allocated().isKnown()
                    ? Known.of(d.interrupts())
                    : Known.unknown(d.interrupts().allocated().problem()),
            LinuxWords::vectors,
            FieldJson::vectors);

    static final FunctionField<List<ZpciDevice.Bar>> BARS =
            field("linux.bars", ZpciDevice::bars, LinuxWords::bars, FieldJson::linuxBars);

    static final FunctionField<Long> STRUCTURE =
            field("linux.structure", d -> Known.of(d.address()), Words::hex, LinuxFields::hex);

    private LinuxFields() {}

    /**
     * A counter.
     *
     * @param rate how fast it goes up, a second; null when that is not known
     */
    record Counter(long count, Double rate) {}

    private static <T> FunctionField<T> field(
            String path, Function<ZpciDevice, Known<T>> get, Function<T, String> words, Function<T, JsonElement> json) {
        return new FunctionField<>(path, f -> f.linux().flatMap(d -> Value.from(get.apply(d))), words, json);
    }

    private static FunctionField<Boolean> flag(String path, Function<ZpciDevice, Known<Boolean>> get) {
        return field(path, get, LinuxWords.flag(path), JsonPrimitive::new);
    }

    private static FunctionField<Long> count(String path, Function<ZpciDevice, Known<Long>> get) {
        return field(path, get, Long::toUnsignedString, JsonPrimitive::new);
    }

    private static <T> FunctionField<T> interrupt(
            String path,
            Function<InterruptRegistration, T> get,
            Function<T, String> words,
            Function<T, JsonElement> json) {
        return new FunctionField<>(
                path,
                f -> f.registration()
                        .flatMap(r ->
                                r.map(Value::guest).orElseGet(() -> Value.unknown(Words.of("reason.noInterrupts"))))
                        .map(get),
                words,
                json);
    }

    private static <T> FunctionField<T> measurement(
            String path,
            Function<Measurement, Known<T>> get,
            Function<T, String> words,
            Function<T, JsonElement> json) {
        return new FunctionField<>(path, f -> measurement(f).flatMap(m -> Value.from(get.apply(m))), words, json);
    }

    private static FunctionField<Counter> counter(
            String path, ToLongFunction<Measurement> count, Function<MeasurementRates, Double> rate) {
        return new FunctionField<>(
                path,
                f -> measurement(f)
                        .map(m -> new Counter(
                                count.applyAsLong(m), f.rates().map(rate).orElse(null))),
                LinuxWords::counter,
                counter -> new JsonPrimitive(counter.count()));
    }

    private static Value<Measurement> measurement(FunctionSnapshot function) {
        return function.linux().flatMap(d -> present(d.measurement(), "reason.notMeasured"));
    }

    private static <T> Value<T> present(Known<Optional<T>> known, String absent) {
        return Value.from(known)
                .flatMap(found -> found.map(Value::guest).orElseGet(() -> Value.unknown(Words.of(absent))));
    }

    private static Value<String> tableType(ZpciDevice device) {
        if (device.dma().kind().orElse(ZpciDevice.DmaKind.OTHER) == ZpciDevice.DmaKind.IDENTITY) {
            return Value.guest("identity");
        }
        return present(device.dma().iota(), "reason.noTables").map(iota -> switch (iota.designation()) {
            case SEGMENT_TABLE -> "ST";
            case REGION_THIRD_TABLE -> "RT";
            case REGION_SECOND_TABLE -> "RS";
            case REGION_FIRST_TABLE -> "RF";
            default -> "other";
        });
    }

    /** Both counters may move between two readings of them, never so that more is unmapped than was mapped for long. */
    private static Value<Long> mapped(ZpciDevice device) {
        return Value.from(device.counters().mappedPages())
                .flatMap(mapped ->
                        Value.from(device.counters().unmappedPages()).map(unmapped -> Math.max(0, mapped - unmapped)));
    }

    private static JsonElement hex(long number) {
        return new JsonPrimitive(Words.hex(number));
    }
}
