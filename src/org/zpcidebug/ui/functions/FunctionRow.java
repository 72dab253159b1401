package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zpcidebug.inspect.FunctionField;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.ui.views.CellStyle;
import org.zpcidebug.ui.views.FunctionElement;

/**
 * A function in the view: its newest snapshot, and for each field how lately it changed. A row lives as long as a
 * function of that FID is there, so that a selection stays on it.
 */
final class FunctionRow implements FunctionElement {

    private final int[] heat = new int[FunctionFields.all().size()];
    private FunctionSnapshot function;
    private List<String> changes = List.of();

    /** A row; one for a function that was just plugged in is marked as a whole. */
    FunctionRow(FunctionSnapshot function, boolean plugged) {
        this.function = function;
        Arrays.fill(heat, plugged ? CellStyle.HOT : 0);
    }

    /** The newest snapshot of the function. */
    FunctionSnapshot function() {
        return function;
    }

    /** The key. */
    @Override
    public long fid() {
        return function.fid();
    }

    /** How lately a field changed: {@link CellStyle#HOT} just now, 0 not lately. */
    int heat(FunctionField<?> field) {
        int index = FunctionFields.all().indexOf(field);
        return index < 0 ? 0 : heat[index];
    }

    /** The paths of the fields that the newest snapshot changed. */
    List<String> changes() {
        return changes;
    }

    /** Takes a newer snapshot; true when the row is to be painted again. */
    boolean update(FunctionSnapshot next) {
        boolean cooling = cool();
        List<String> changed = new ArrayList<>();
        if (!next.equals(function)) {
            List<FunctionField<?>> fields = FunctionFields.all();
            for (int i = 0; i < heat.length; i++) {
                FunctionField<?> field = fields.get(i);
                if (!field.get().apply(next).equals(field.get().apply(function))) {
                    heat[i] = CellStyle.HOT;
                    changed.add(field.path());
                }
            }
        }
        if (!next.findings().equals(function.findings())) {
            changed.add(FunctionFields.FINDINGS.path());
        }
        function = next;
        changes = changed;
        return cooling || !changed.isEmpty();
    }

    private boolean cool() {
        boolean cooling = false;
        for (int i = 0; i < heat.length; i++) {
            if (heat[i] > 0) {
                heat[i]--;
                cooling = true;
            }
        }
        return cooling;
    }
}
