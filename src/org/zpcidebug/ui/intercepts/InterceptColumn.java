package org.zpcidebug.ui.intercepts;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.intercept.InterceptRecord;
import org.zpcidebug.intercept.OperandWords;
import org.zpcidebug.intercept.RecordWords;
import org.zpcidebug.s390.Hex;

/** A column of the Intercepts view. */
enum InterceptColumn {
    TIME(Messages.Column_Time, 105),
    CPU(Messages.Column_Cpu, 45),
    INSTRUCTION(Messages.Column_Instruction, 95),
    FUNCTION(Messages.Column_Function, 150),
    OPERANDS(Messages.Column_Operands, 400),
    OUTCOME(Messages.Column_Outcome, 150),
    CALLER(Messages.Column_Caller, 240),
    TEXT(Messages.Column_Text, 240);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault()); //$NON-NLS-1$

    private final String heading;
    private final int width;

    InterceptColumn(String heading, int width) {
        this.heading = heading;
        this.width = width;
    }

    /** What stands above it. */
    String heading() {
        return heading;
    }

    /** How wide it is at first. */
    int width() {
        return width;
    }

    /** What it shows of an entry. */
    String text(Entry entry) {
        if (this == TIME) {
            return CLOCK.format(entry.time());
        }
        if (entry.isNotice()) {
            return notice(entry);
        }
        InterceptRecord record = entry.record();
        return switch (this) {
            case TIME -> throw new IllegalStateException();
            case CPU -> Integer.toString(record.cpu());
            case INSTRUCTION -> record.site().instruction().opcode().name();
            case FUNCTION -> function(record);
            case OPERANDS -> OperandWords.of(record);
            case OUTCOME -> outcome(record);
            case CALLER -> caller(record);
            case TEXT -> entry.text().equals(RecordWords.sentence(record)) ? "" : entry.text(); //$NON-NLS-1$
        };
    }

    private String notice(Entry entry) {
        return switch (this) {
            case INSTRUCTION -> Messages.Cell_Notice;
            case OPERANDS -> entry.text();
            default -> ""; //$NON-NLS-1$
        };
    }

    private static String function(InterceptRecord record) {
        if (record.fid().isPresent()) {
            String fid = Hex.of(record.fid().getAsLong());
            return record.device().isEmpty() ? fid : NLS.bind(Messages.Cell_Function, fid, record.device());
        }
        return record.handle().isPresent()
                ? NLS.bind(Messages.Cell_Handle, Hex.of(record.handle().getAsLong()))
                : ""; //$NON-NLS-1$
    }

    private static String outcome(InterceptRecord record) {
        String words = RecordWords.outcome(record);
        return record.outcome().condition().isPresent()
                ? NLS.bind(
                        Messages.Cell_Outcome,
                        Integer.toString(record.outcome().condition().getAsInt()),
                        words)
                : words;
    }

    /** The innermost of the calling functions, or where the instruction is when there is none. */
    private static String caller(InterceptRecord record) {
        String site = record.site().symbol();
        String where = site.isEmpty() ? Hex.of(record.site().address()) : site;
        return record.stack().isEmpty()
                ? where
                : NLS.bind(Messages.Cell_Caller, where, record.stack().get(0));
    }

    /** All that is in a row, for the filter. */
    static String all(Entry entry) {
        StringBuilder all = new StringBuilder();
        for (InterceptColumn column : values()) {
            if (column != TIME) {
                all.append(column.text(entry)).append(' ');
            }
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
