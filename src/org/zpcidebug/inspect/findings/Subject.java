package org.zpcidebug.inspect.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.inspect.FunctionField;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.Source;
import org.zpcidebug.inspect.Value;

/**
 * What a check looks at: a function in its guest.
 *
 * @param guest all of the snapshot
 * @param function the function
 * @param present whether hypervisor and guest were asked for the same sample, so that a difference is one
 * @param belief what the guest believes of the function
 */
@SuppressWarnings("nls")
record Subject(GuestSnapshot guest, FunctionSnapshot function, boolean present, Value<Belief> belief) {

    /** QEMU's run state while a debugger holds the guest. */
    private static final String AT_BREAKPOINT = "debug";

    private static final Map<String, FunctionField<?>> FIELDS =
            FunctionFields.all().stream().collect(Collectors.toMap(FunctionField::path, Function.identity()));

    static Subject of(GuestSnapshot guest, FunctionSnapshot function, boolean present) {
        return new Subject(guest, function, present, Belief.of(function));
    }

    /** The other functions of the guest. */
    Stream<FunctionSnapshot> others() {
        return guest.functions().stream().filter(other -> other.fid() != function.fid());
    }

    /** What the last probe gave, or why there is nothing. */
    Value<FunctionProbe> probe() {
        return function.probe();
    }

    /** The value, if it is of the same sample as the others; else the reason why it cannot be compared. */
    <T> Value<T> comparable(Value<T> value) {
        return present || !value.isKnown() ? value : Value.unknown(Text.of(Subject.class, "unchecked.otherTime"));
    }

    /**
     * As {@link #comparable}, for what an instruction changes that a debugger may just have stepped over: the guest has
     * had no time yet to write down that it did.
     */
    <T> Value<T> settled(Value<T> value) {
        boolean isStepped = value.isKnown()
                && AT_BREAKPOINT.equals(guest.hypervisor().status().orElse(""));
        return isStepped ? Value.unknown(Text.of(Subject.class, "unchecked.stepped")) : comparable(value);
    }

    /** The values of these fields as far as they are known, by their paths. */
    List<Evidence> evidence(String... paths) {
        List<Evidence> evidence = new ArrayList<>();
        for (String path : paths) {
            FunctionField<?> field = FIELDS.get(path);
            Value<?> value = field.get().apply(function);
            if (value.isKnown()) {
                evidence.add(new Evidence(path, field.label(), field.text(function), value.source()));
            }
        }
        return evidence;
    }

    /** What the guest believes, told in words, at that field's place. */
    static Evidence believed(String path, String text) {
        return new Evidence(path, FIELDS.get(path).label(), text, Source.GUEST);
    }

    /** Both lists, one after the other. */
    static List<Evidence> both(List<Evidence> one, Evidence... others) {
        return Stream.concat(one.stream(), Stream.of(others)).toList();
    }
}
