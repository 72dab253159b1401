package org.zpcidebug.ui.breakpoints;

import java.util.OptionalLong;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.zpcidebug.s390.Hex;

/** A field for a FID: chosen among the functions of the attached guests, or typed, because it may be plugged later. */
final class FunctionField {

    private static final int RADIX = 16;
    private static final String HEX = "0x"; //$NON-NLS-1$

    private final Combo combo;
    private final ControlDecoration doubtful;

    /** Makes the field. */
    FunctionField(Composite parent, Runnable edited) {
        combo = new Combo(parent, SWT.DROP_DOWN);
        combo.setToolTipText(Messages.Form_FunctionToolTip);
        combo.add(Messages.Form_AnyFunction);
        AttachedFunctions.labels().forEach(combo::add);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .indent(FieldProposals.MARGIN, 0)
                .applyTo(combo);
        combo.addModifyListener(event -> edited.run());
        doubtful = FieldProposals.warning(combo);
    }

    /** Marks the field with what is doubtful about it, null for nothing. */
    void doubt(String words) {
        FieldProposals.show(doubtful, words);
    }

    /** Shows a FID, empty for any function. */
    void show(OptionalLong fid) {
        if (fid.isEmpty()) {
            combo.select(0);
            return;
        }
        String text = Hex.of(fid.getAsLong());
        for (int i = 0; i < combo.getItemCount(); i++) {
            if (first(combo.getItem(i)).equals(text)) {
                combo.select(i);
                return;
            }
        }
        combo.setText(text);
    }

    /** The FID that was entered, empty for any function, and while what was entered is none. */
    OptionalLong fid() {
        if (isAny()) {
            return OptionalLong.empty();
        }
        String word = first(combo.getText());
        try {
            int number = word.startsWith(HEX)
                    ? Integer.parseUnsignedInt(word.substring(HEX.length()), RADIX)
                    : Integer.parseUnsignedInt(word);
            return OptionalLong.of(Integer.toUnsignedLong(number));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** What is wrong, in words; null when nothing is. */
    String problem() {
        return isAny() || fid().isPresent() ? null : NLS.bind(Messages.Form_NoFid, combo.getText());
    }

    private boolean isAny() {
        return combo.getText().isBlank() || combo.getText().equals(Messages.Form_AnyFunction);
    }

    /** A label begins with the FID. */
    private static String first(String label) {
        String text = label.strip();
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }
}
