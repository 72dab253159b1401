package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zpcidebug.Text;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.zpci.FunctionControls;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.TableLevel;

/** The operands of a PCI instruction in words for people. */
@SuppressWarnings("nls")
public final class OperandWords {

    private static final int CONFIGURATION = 15;
    private static final int REGISTER_INTERRUPTS = 2;
    private static final int REGISTER_TRANSLATION = 4;
    private static final int REREGISTER_TRANSLATION = 6;
    private static final int MEASUREMENT = 10;
    private static final int QUERY_GROUP = 4;
    private static final int SET = 5;

    /** Values that are counts, codes and lengths; all others are addresses, identifiers or contents. */
    static final Set<String> COUNTS = Set.of(
            "space",
            "length",
            "bytes",
            "dmaSpace",
            "dmaSpaces",
            "control",
            "operation",
            "isc",
            "command",
            "requestBytes",
            "format",
            "noi",
            "aibvo",
            "aisbo",
            "summary",
            "maxStoreBlock",
            "measurementInterval",
            "mostFunctions",
            "uidChecking",
            "version",
            "barBytes",
            "vfn");

    private final InterceptRecord record;

    private OperandWords(InterceptRecord record) {
        this.record = record;
    }

    /** All that matters, on one line; empty text for an instruction without operands. */
    public static String of(InterceptRecord record) {
        return new OperandWords(record).words();
    }

    /**
     * One value of an instruction, for instance {@code 4 (register I/O address translation)}.
     *
     * @param opcode the instruction: values of one name differ in what they mean
     */
    public static String value(PciOpcode opcode, String name, Object value) {
        if (!(value instanceof Long number)) {
            return String.valueOf(value);
        }
        String text = COUNTS.contains(name) && number >= 0 ? number.toString() : Hex.of(number);
        String meaning =
                switch (name) {
                    case "control" -> control(opcode, number);
                    case "command" -> Outcome.text("clp", number);
                    case "response" -> Outcome.text("response", number);
                    case "space" -> space(number);
                    case "iota" -> anchor(new Iota(number));
                    case "controls" ->
                        // What MPCIFC is given there does not count.
                        opcode == PciOpcode.STPCIFC ? controls(new FunctionControls(number.intValue())) : "";
                    default -> "";
                };
        return meaning.isEmpty() ? text : text("value", text, meaning);
    }

    private static String anchor(Iota iota) {
        return TableLevel.of(iota.designation())
                .filter(level -> iota.translates())
                .map(level -> text("anchor", level.label(), Hex.of(iota.origin())))
                .orElse("");
    }

    private static String controls(FunctionControls controls) {
        List<String> words = new ArrayList<>();
        words.add(text(controls.isEnabled() ? "controls.enabled" : "controls.disabled"));
        if (controls.isInError()) {
            words.add(text("controls.error"));
        }
        if (controls.isBlocked()) {
            words.add(text("controls.blocked"));
        }
        if (controls.isDmaRegistered()) {
            words.add(text("controls.dma"));
        }
        return String.join(", ", words);
    }

    /** What an operation control asks for: of an MPCIFC, or of a CLP that sets a function. */
    static String control(PciOpcode opcode, long number) {
        return Outcome.text(opcode == PciOpcode.CLP ? "clpControl" : "control", number);
    }

    /** What a CLP asks for, for instance {@code set PCI function: enable}. */
    static String command(InterceptRecord record, long command) {
        String words = Outcome.text("clp", command);
        return command == SET && record.operands().get("control") instanceof Long control
                ? text("set", words, control(PciOpcode.CLP, control))
                : words;
    }

    private String words() {
        return switch (record.site().instruction().opcode()) {
            case PCILG, PCISTG, PCISTB -> access();
            case PCILGI, PCISTBI -> text("memory", hex("address"), bytes(operand("length")));
            case PCISTGI -> text("stored", text("memory", hex("address"), bytes(operand("length"))), hex("data"));
            case RPCIT -> refresh();
            case MPCIFC -> modify();
            case STPCIFC -> text("store", hex("fibAddress"));
            case CLP -> call();
            case SIC -> text("interruption", number("isc"), Outcome.text("sic", operand("operation")));
            default -> "";
        };
    }

    private String access() {
        String place = text("access", space(operand("space")), hex("offset"), bytes(operand("length")));
        Object register = record.operands().get(RegisterNames.OPERAND);
        String named = register == null ? place : text("named", place, register);
        boolean stores = record.operands().get("data") instanceof Long;
        return stores ? text("stored", named, hex("data")) : named;
    }

    private String refresh() {
        long last = operand("iova") + operand("bytes") - 1;
        return text("refresh", hex("iova"), Hex.of(last), size(operand("bytes")));
    }

    private String modify() {
        long control = operand("control");
        if (!(record.operands().get("fib") instanceof Map<?, ?> fib)) {
            return Outcome.text("control", control);
        }
        if (control == REGISTER_TRANSLATION || control == REREGISTER_TRANSLATION) {
            return text("translation", field(fib, "iota"), field(fib, "pba"), field(fib, "pal"));
        }
        if (control == REGISTER_INTERRUPTS) {
            return text("interrupts", count(fib, "isc"), count(fib, "noi"), field(fib, "aibv"), field(fib, "aisb"));
        }
        return control == MEASUREMENT ? text("measurement", field(fib, "fmb")) : Outcome.text("control", control);
    }

    private String call() {
        long command = operand("command");
        String words = command(record, command);
        return command == QUERY_GROUP ? text("group", words, hex("group")) : words;
    }

    private long operand(String name) {
        return record.operands().get(name) instanceof Long number ? number : 0;
    }

    private String hex(String name) {
        return Hex.of(operand(name));
    }

    private String number(String name) {
        return Long.toUnsignedString(operand(name));
    }

    private static String field(Map<?, ?> block, String name) {
        return block.get(name) instanceof Long number ? Hex.of(number) : String.valueOf(block.get(name));
    }

    private static String count(Map<?, ?> block, String name) {
        return String.valueOf(block.get(name));
    }

    private static String space(long number) {
        return number == CONFIGURATION ? text("configuration") : text("bar", Long.toUnsignedString(number));
    }

    private static String size(long bytes) {
        return bytes > 0 && bytes % 1024 == 0 ? text("kibibytes", Long.toString(bytes / 1024)) : bytes(bytes);
    }

    private static String bytes(long count) {
        return count == 1 ? text("oneByte") : text("plainBytes", Long.toUnsignedString(count));
    }

    private static String text(String key, Object... arguments) {
        return Text.of(OperandWords.class, "operands." + key, arguments);
    }
}
