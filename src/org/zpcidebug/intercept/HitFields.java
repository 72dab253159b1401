package org.zpcidebug.intercept;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.zpcidebug.s390.PciOpcode;

/**
 * The values that a condition can ask for about one intercept, worked out when they are asked for and not before: storage
 * is read only for a condition that looks at it.
 */
@SuppressWarnings("nls")
final class HitFields {

    private final Hit hit;
    private final StorageOperands storage;
    private final GuestCode code;
    private final Supplier<List<String>> callers;
    private Outcome outcome;

    /** @param callers gives the calling functions' symbols when they are asked for */
    HitFields(Hit hit, StorageOperands storage, GuestCode code, Supplier<List<String>> callers) {
        this.hit = hit;
        this.storage = storage;
        this.code = code;
        this.callers = callers;
    }

    /** From now on the outcome is known. */
    void outcome(Outcome known) {
        outcome = known;
    }

    /** A field's value: Long, String, a List of Strings, {@link Expression#LATER}, or null where there is none. */
    Object get(String name) {
        return switch (name) {
            case "instruction" -> hit.site().instruction().opcode().name();
            case "cpu" -> Long.valueOf(hit.cpu());
            case "site" -> hit.site().address();
            case "symbol" -> hit.site().symbol();
            case "function" -> hit.site().function();
            case "fid" -> fid();
            case "caller" -> callers.get();
            case "offsetEnd" -> end("offset", "length");
            case "iovaEnd" -> end("iova", "bytes");
            case "cc" -> outcome == null ? later(sets()) : number(outcome.condition());
            case "status" -> outcome == null ? later(sets()) : number(outcome.status());
            case "response" ->
                outcome == null ? later(isClp()) : outcome.results().get(name);
            case "data" -> data();
            default -> operand(name);
        };
    }

    private Object fid() {
        Object handle = operand(RegisterOperands.HANDLE);
        OptionalLong fid = handle instanceof Long known ? code.fid(known) : OptionalLong.empty();
        return fid.isPresent() ? (Object) fid.getAsLong() : null;
    }

    /** The last byte of a range; that of one without bytes is its first. */
    private Long end(String first, String length) {
        Long begin = hit.operand(first);
        return begin == null ? null : (Long) (begin + Math.max(hit.operand(length), 1) - 1);
    }

    private Object data() {
        Long stored = hit.operand("data");
        boolean loads = hit.site().instruction().opcode() == PciOpcode.PCILG
                || hit.site().instruction().opcode() == PciOpcode.PCILGI;
        if (stored != null || !loads) {
            return stored;
        }
        if (outcome == null) {
            return Expression.LATER;
        }
        return outcome.data().isPresent() ? (Object) outcome.data().getAsLong() : null;
    }

    private Object operand(String name) {
        Object value = hit.operand(name);
        return value == null && isClp() ? storage.before().get(name) : value;
    }

    private boolean isClp() {
        return hit.site().instruction().opcode() == PciOpcode.CLP;
    }

    private boolean sets() {
        return hit.site().instruction().opcode().setsCondition();
    }

    private static Object later(boolean comes) {
        return comes ? Expression.LATER : null;
    }

    private static Object number(OptionalInt value) {
        return value.isPresent() ? Long.valueOf(value.getAsInt()) : null;
    }
}
