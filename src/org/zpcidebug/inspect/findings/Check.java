package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.NotChecked;
import org.zpcidebug.inspect.Value;

/** Looks for one kind of trouble in one function. What it needs and is unknown makes it "not checked", never "fine". */
@SuppressWarnings("nls")
abstract class Check {

    private final String id;
    private final Severity severity;

    /** @param id the id of its finding, under which its texts are */
    Check(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /** The id of its finding. */
    final String id() {
        return id;
    }

    /** Looks. */
    abstract Verdict look(Subject subject);

    /** Something was found, to be told with these arguments. */
    final Verdict found(List<Evidence> evidence, Object... arguments) {
        return found(severity, evidence, arguments);
    }

    final Verdict found(Severity grave, List<Evidence> evidence, Object... arguments) {
        return new Verdict(
                new Finding(
                        id,
                        grave,
                        words("title"),
                        words("seen", arguments),
                        evidence,
                        words("why", arguments),
                        words("do", arguments),
                        words("ref")),
                null);
    }

    final Verdict foundIf(boolean found, List<Evidence> evidence, Object... arguments) {
        return found ? found(evidence, arguments) : Verdict.CLEAR;
    }

    /** The check cannot be made. */
    final Verdict unchecked(String reason) {
        return new Verdict(null, new NotChecked(id, words("title"), reason, false));
    }

    /** What follows from a value, if it is known. */
    final <A> Verdict given(Value<A> value, Function<A, Verdict> then) {
        return value.isKnown() ? then.apply(value.value()) : unchecked(value.reason());
    }

    /** What follows from two values, if both are known. */
    final <A, B> Verdict given(Value<A> one, Value<B> other, BiFunction<A, B, Verdict> then) {
        return given(one, a -> given(other, b -> then.apply(a, b)));
    }

    /** What follows from what a probe answered, if it did. */
    final <A> Verdict probed(Subject subject, Function<FunctionProbe, Value<A>> answer, Function<A, Verdict> then) {
        if (!subject.probe().isKnown()) {
            String reason = subject.probe().reason();
            return new Verdict(null, new NotChecked(id, words("title"), reason, true));
        }
        return given(answer.apply(subject.probe().value()), then);
    }

    /** The words of this check. */
    final String words(String part, Object... arguments) {
        return Text.of(Check.class, id + "." + part, arguments);
    }
}
