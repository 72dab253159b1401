package org.zpcidebug.intercept;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.Text;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.PciOpcode;

/** Records in words for people. */
@SuppressWarnings("nls")
public final class RecordWords {

    private static final Pattern FIELD = Pattern.compile("\\{(\\w{1,40})\\}");

    private RecordWords() {}

    /** What is done to which function, for instance {@code MPCIFC register I/O address translation, fid 0x100}. */
    public static String title(InterceptRecord record) {
        StringBuilder title =
                new StringBuilder(record.site().instruction().opcode().name());
        String what = what(record);
        if (!what.isEmpty()) {
            title.append(' ').append(what);
        }
        if (record.fid().isPresent()) {
            title.append(text("title.fid", Hex.of(record.fid().getAsLong())));
            if (!record.device().isEmpty()) {
                title.append(" (").append(record.device()).append(')');
            }
        } else if (record.handle().isPresent()) {
            title.append(text("title.handle", Hex.of(record.handle().getAsLong())));
        }
        return title.toString();
    }

    /** The operation, where an instruction has several. */
    private static String what(InterceptRecord record) {
        PciOpcode opcode = record.site().instruction().opcode();
        if (opcode == PciOpcode.MPCIFC && record.operands().get("control") instanceof Long control) {
            return Outcome.text("control", control);
        }
        if (opcode == PciOpcode.CLP && record.operands().get("command") instanceof Long command) {
            return OperandWords.command(record, command);
        }
        return record.operands().get(RegisterNames.OPERAND) instanceof String register ? register : "";
    }

    private static String word(Object value) {
        return value instanceof Long number
                ? Long.compareUnsigned(number, 10) < 0 ? number.toString() : Hex.of(number)
                : String.valueOf(value);
    }

    /** What came of it; empty text before the instruction. */
    public static String outcome(InterceptRecord record) {
        return record.outcome().isPending()
                ? ""
                : record.outcome().words(record.site().instruction().opcode());
    }

    /** All in one line. */
    public static String sentence(InterceptRecord record) {
        String outcome = outcome(record);
        return outcome.isEmpty() ? title(record) : text("sentence", title(record), outcome);
    }

    /** A template with each field in braces replaced by its value; what is none stays as it is. */
    static String filled(String template, Function<String, Object> fields) {
        return FIELD.matcher(template).replaceAll(found -> Matcher.quoteReplacement(value(found, fields)));
    }

    private static String value(MatchResult found, Function<String, Object> fields) {
        if (!ExpressionParser.FIELDS.contains(found.group(1))) {
            return found.group();
        }
        Object value = fields.apply(found.group(1));
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "-" : String.valueOf(list.get(0));
        }
        return value == null || value == Expression.LATER ? "-" : word(value);
    }

    private static String text(String key, Object... arguments) {
        return Text.of(RecordWords.class, "record." + key, arguments);
    }
}
