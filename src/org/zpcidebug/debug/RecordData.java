package org.zpcidebug.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.intercept.GuestFrame;
import org.zpcidebug.intercept.InterceptRecord;
import org.zpcidebug.intercept.OperandWords;
import org.zpcidebug.intercept.Outcome;
import org.zpcidebug.intercept.RecordWords;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.PciOpcode;

/** What the Variables view shows of an intercept: the decoded operands, and the outcome once it is there. */
final class RecordData {

    private RecordData() {}

    /** The variables of the frame that executes a PCI instruction. */
    static List<Datum> of(InterceptRecord record, GuestFrame frame) {
        List<Datum> data = new ArrayList<>();
        PciOpcode opcode = record.site().instruction().opcode();
        String instruction = opcode.name();
        data.add(Datum.of(Messages.RecordData_Instruction, instruction).explained(instruction));
        record.fid()
                .ifPresent(fid -> data.add(Datum.of(Messages.RecordData_Function, function(record, fid))
                        .explained("fid"))); //$NON-NLS-1$
        record.handle()
                .ifPresent(handle -> data.add(
                        Datum.of(Messages.RecordData_Handle, Hex.of(handle)).explained("handle"))); //$NON-NLS-1$
        record.operands().forEach((name, value) -> data.add(datum(opcode, name, value)));
        data.add(outcome(record));
        data.addAll(of(frame));
        return data;
    }

    /** The variables of any other frame. */
    static List<Datum> of(GuestFrame frame) {
        return List.of(
                Datum.of(
                        Messages.RecordData_Address,
                        frame.symbol().isEmpty()
                                ? Hex.of(frame.address())
                                : NLS.bind(Messages.RecordData_At, Hex.of(frame.address()), frame.symbol())),
                Datum.of(Messages.RecordData_Stack, Hex.of(frame.stackPointer())));
    }

    private static String function(InterceptRecord record, long fid) {
        return record.device().isEmpty()
                ? Hex.of(fid)
                : NLS.bind(Messages.RecordData_Device, Hex.of(fid), record.device());
    }

    private static Datum outcome(InterceptRecord record) {
        Outcome outcome = record.outcome();
        if (outcome.isPending()) {
            return Datum.of(Messages.RecordData_Outcome, Messages.RecordData_Pending)
                    .explained("outcome"); //$NON-NLS-1$
        }
        PciOpcode opcode = record.site().instruction().opcode();
        List<Datum> parts = new ArrayList<>();
        number(parts, "cc", outcome.condition()); //$NON-NLS-1$
        number(parts, "status", outcome.status()); //$NON-NLS-1$
        number(parts, "interruption", outcome.interruption()); //$NON-NLS-1$
        outcome.data().ifPresent(data -> parts.add(datum(opcode, "data", data))); //$NON-NLS-1$
        outcome.results().forEach((name, value) -> parts.add(datum(opcode, name, value)));
        String words = RecordWords.outcome(record);
        return new Datum(Messages.RecordData_Outcome, words.isEmpty() ? Messages.RecordData_Executed : words, parts)
                .explained("outcome"); //$NON-NLS-1$
    }

    private static void number(List<Datum> parts, String name, OptionalInt value) {
        value.ifPresent(
                number -> parts.add(Datum.of(name, Integer.toString(number)).explained(name)));
    }

    /** An operand or result, which may be a block of fields or a list. */
    private static Datum datum(PciOpcode opcode, String name, Object value) {
        List<Datum> parts = new ArrayList<>();
        if (value instanceof Map<?, ?> block) {
            block.forEach((field, inner) -> parts.add(datum(opcode, String.valueOf(field), inner)));
            return new Datum(name, "", parts).explained(name); //$NON-NLS-1$
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                parts.add(datum(opcode, "[" + i + ']', list.get(i))); //$NON-NLS-1$
            }
            return new Datum(name, NLS.bind(Messages.RecordData_Entries, Integer.toString(list.size())), parts)
                    .explained(name);
        }
        return Datum.of(name, OperandWords.value(opcode, name, value)).explained(name);
    }
}
