package org.zpcidebug.ui.views;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.ui.AccessibleName;

/** The choice of a function of a guest. */
public final class FunctionCombo {

    private final Combo combo;
    private List<Long> fids = List.of();

    /**
     * An empty choice.
     *
     * @param chosen is given the FID that the user chooses
     */
    public FunctionCombo(Composite parent, LongConsumer chosen) {
        combo = new Combo(parent, SWT.READ_ONLY | SWT.DROP_DOWN);
        combo.setToolTipText(Messages.FunctionCombo_Hint);
        AccessibleName.set(combo, Messages.FunctionCombo_Name);
        combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            if (combo.getSelectionIndex() >= 0) {
                chosen.accept(fids.get(combo.getSelectionIndex()));
            }
        }));
    }

    /** The control. */
    public Combo control() {
        return combo;
    }

    /** Offers functions, of which one is chosen; null for none. */
    void offer(List<FunctionSnapshot> functions, Long chosen) {
        List<Long> now = functions.stream().map(FunctionSnapshot::fid).toList();
        List<String> names = new ArrayList<>();
        functions.forEach(function -> names.add(name(function)));
        if (!now.equals(fids) || !names.equals(List.of(combo.getItems()))) {
            fids = now;
            combo.setItems(names.toArray(String[]::new));
            combo.requestLayout();
        }
        int index = chosen == null ? -1 : fids.indexOf(chosen);
        if (index != combo.getSelectionIndex()) {
            combo.select(index);
        }
        combo.setEnabled(!fids.isEmpty());
    }

    private static String name(FunctionSnapshot function) {
        String fid = Words.hex(function.fid());
        return function.target()
                .map(target -> NLS.bind(Messages.FunctionCombo_Target, fid, target))
                .orElse(fid);
    }
}
