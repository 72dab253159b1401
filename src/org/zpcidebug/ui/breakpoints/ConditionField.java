package org.zpcidebug.ui.breakpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.s390.PciOpcode;

/** What can be compared in a condition, with its explanation. */
enum ConditionField {
    INSTRUCTION("instruction", Messages.Field_instruction), //$NON-NLS-1$
    FID("fid", Messages.Field_fid), //$NON-NLS-1$
    HANDLE("handle", Messages.Field_handle), //$NON-NLS-1$
    CONTROL("control", Messages.Field_control), //$NON-NLS-1$
    COMMAND("command", Messages.Field_command), //$NON-NLS-1$
    CC("cc", Messages.Field_cc), //$NON-NLS-1$
    STATUS("status", Messages.Field_status), //$NON-NLS-1$
    RESPONSE("response", Messages.Field_response), //$NON-NLS-1$
    SPACE("space", Messages.Field_space), //$NON-NLS-1$
    OFFSET("offset", Messages.Field_offset), //$NON-NLS-1$
    OFFSET_END("offsetEnd", Messages.Field_offsetEnd), //$NON-NLS-1$
    LENGTH("length", Messages.Field_length), //$NON-NLS-1$
    DATA("data", Messages.Field_data), //$NON-NLS-1$
    IOVA("iova", Messages.Field_iova), //$NON-NLS-1$
    IOVA_END("iovaEnd", Messages.Field_iovaEnd), //$NON-NLS-1$
    BYTES("bytes", Messages.Field_bytes), //$NON-NLS-1$
    DMA_SPACE("dmaSpace", Messages.Field_dmaSpace), //$NON-NLS-1$
    OPERATION("operation", Messages.Field_operation), //$NON-NLS-1$
    ISC("isc", Messages.Field_isc), //$NON-NLS-1$
    ADDRESS("address", Messages.Field_address), //$NON-NLS-1$
    BLOCK("block", Messages.Field_block), //$NON-NLS-1$
    CPU("cpu", Messages.Field_cpu), //$NON-NLS-1$
    SITE("site", Messages.Field_site), //$NON-NLS-1$
    SYMBOL("symbol", Messages.Field_symbol), //$NON-NLS-1$
    FUNCTION("function", Messages.Field_function), //$NON-NLS-1$
    CALLER("caller", Messages.Field_caller); //$NON-NLS-1$

    private final String word;
    private final String description;

    ConditionField(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** How it is written. */
    String word() {
        return word;
    }

    /** What it is. */
    String description() {
        return description;
    }

    /** The word with what it is, on one line. */
    String label() {
        return NLS.bind(Messages.Field_Label, word, firstClause());
    }

    private String firstClause() {
        int end = description.indexOf(':');
        return end < 0 ? description : description.substring(0, end);
    }

    /** Comparisons that are often wanted. */
    List<String> examples() {
        List<String> examples = new ArrayList<>();
        switch (this) {
            case INSTRUCTION -> {
                for (PciOpcode opcode : PciOpcode.values()) {
                    examples.add(String.format(Locale.ROOT, "instruction == %s", opcode)); //$NON-NLS-1$
                }
            }
            case CC -> examples.add("cc != 0"); //$NON-NLS-1$
            case CONTROL -> examples.add("control == 4"); //$NON-NLS-1$
            case SPACE -> examples.add("space == 15"); //$NON-NLS-1$
            default -> {
                // There is no value that is wanted more than others.
            }
        }
        return examples;
    }
}
