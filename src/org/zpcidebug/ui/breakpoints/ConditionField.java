package org.zpcidebug.ui.breakpoints;

import java.util.Arrays;
import java.util.List;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.intercept.FieldMeaning;
import org.zpcidebug.s390.PciOpcode;

/**
 * What can be compared in a condition.
 *
 * @param word how it is written
 * @param description what it is
 */
record ConditionField(String word, String description) {

    /** All of them, by name. */
    static List<ConditionField> all() {
        return FieldMeaning.compared().stream()
                .map(word -> new ConditionField(word, FieldMeaning.of(word).orElse(word)))
                .toList();
    }

    /** The word with what it is, on one line. */
    String label() {
        return NLS.bind(Messages.Field_Label, word, description.split("[:;]", 2)[0]); //$NON-NLS-1$
    }

    /** Comparisons that are often wanted. */
    List<String> examples() {
        return switch (word) {
            case "instruction" -> //$NON-NLS-1$
                Arrays.stream(PciOpcode.values())
                        .map(opcode -> "instruction == " + opcode) //$NON-NLS-1$
                        .toList();
            case "cc" -> List.of("cc != 0"); //$NON-NLS-1$ //$NON-NLS-2$
            case "control" -> List.of("control == 4"); //$NON-NLS-1$ //$NON-NLS-2$
            case "space" -> List.of("space == 15"); //$NON-NLS-1$ //$NON-NLS-2$
            default -> List.of();
        };
    }
}
