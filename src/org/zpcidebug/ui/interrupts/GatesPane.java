package org.zpcidebug.ui.interrupts;

import java.time.Duration;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.inspect.FunctionGates;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.LabelText;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.zpci.InterruptGate;

/** The gates of one function: how each was found, what that was read from, and why interrupts are blocked. */
final class GatesPane {

    private static final int NAME = 0;
    private static final int STATE = 1;
    private static final int SHUT = 2;
    private static final int FOUND = 3;
    private static final int DETAIL_LINES = 3;

    private final Composite whole;
    private final Label icon;
    private final Label verdict;
    private final RowTable table;
    private final Text details;
    private FunctionGates shown = FunctionGates.UNKNOWN;

    /**
     * An empty pane.
     *
     * @param registers reads the CPUs' registers
     * @param trace switches trace events
     */
    GatesPane(Composite parent, Runnable registers, Runnable trace) {
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .numColumns(4)
                .margins(3, 3)
                .spacing(6, 3)
                .applyTo(whole);
        icon = new Label(whole, SWT.NONE);
        GridDataFactory.fillDefaults()
                .align(SWT.BEGINNING, SWT.CENTER)
                .hint(16, 16)
                .applyTo(icon);
        verdict = new Label(whole, SWT.WRAP);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.CENTER)
                .hint(100, SWT.DEFAULT)
                .applyTo(verdict);
        button(Messages.Gates_Registers, Messages.Gates_RegistersHint, registers);
        button(Messages.Gates_Trace, Messages.Gates_TraceHint, trace);
        table = new RowTable(whole, new Rows(List.of(), FunctionGates.UNKNOWN));
        GridDataFactory.fillDefaults().span(4, 1).grab(true, true).applyTo(table.control());
        AccessibleName.set(table.table(), Messages.Gates_Table);
        table.column(Messages.Gate_Name, 180, SWT.LEFT);
        table.column(Messages.Gate_State, 80, SWT.LEFT);
        table.column(Messages.Gate_ShutFor, 80, SWT.RIGHT).setToolTipText(Messages.Gate_ShutForHint);
        table.column(Messages.Gate_Found, 560, SWT.LEFT);
        table.column(Messages.Gate_Origin, 380, SWT.LEFT);
        table.onSelect(row -> showDetails());
        details = new Text(whole, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
        details.setBackground(whole.getBackground());
        AccessibleName.set(details, Messages.Gate_Details);
        GridDataFactory.fillDefaults()
                .span(4, 1)
                .grab(true, false)
                .hint(100, DETAIL_LINES * details.getLineHeight())
                .applyTo(details);
    }

    /** The selected gate in full, or else the one that matters most: cells may be too narrow. */
    private void showDetails() {
        List<InterruptGate> gates = shown.gates();
        int row = table.selected();
        InterruptGate gate = row >= 0 && row < gates.size()
                ? gates.get(row)
                : shown.blocking()
                        .or(() -> gates.stream().filter(InterruptGate::isShut).findFirst())
                        .orElse(gates.isEmpty() ? null : gates.get(gates.size() - 1));
        String text = gate == null ? "" : describe(gate); //$NON-NLS-1$
        if (!text.equals(details.getText())) {
            details.setText(text);
        }
    }

    private static String describe(InterruptGate gate) {
        String name = gate.kind().label();
        return gate.state() == InterruptGate.State.UNKNOWN
                ? NLS.bind(Messages.Gate_DetailUnknown, name, gate.words())
                : NLS.bind(Messages.Gate_Detail, new Object[] {name, state(gate.state()), gate.words(), gate.origin()});
    }

    private static String state(InterruptGate.State state) {
        return switch (state) {
            case OPEN -> Messages.Gate_Open;
            case SHUT -> Messages.Gate_Shut;
            case UNKNOWN -> Messages.Gate_Unknown;
        };
    }

    private void button(String text, String hint, Runnable action) {
        Button button = new Button(whole, SWT.PUSH);
        button.setText(text);
        button.setToolTipText(hint);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> action.run()));
    }

    /** The control. */
    Control control() {
        return whole;
    }

    /** The table of gates. */
    RowTable table() {
        return table;
    }

    /** What it says of the function as a whole. */
    String verdict() {
        return verdict.getText();
    }

    /** Shows the gates of a function; null for none. */
    void show(FunctionSnapshot function) {
        FunctionGates gates = function == null ? FunctionGates.UNKNOWN : function.gates();
        shown = gates;
        table.show(new Rows(gates.gates(), gates), table.selected());
        showDetails();
        boolean isBlocked = gates.sentence().isPresent();
        String words = function == null
                ? Messages.Gates_NoFunction
                : NLS.bind(
                        Messages.Gates_Verdict,
                        VectorTexts.name(function),
                        gates.sentence().orElse(Messages.Gates_NotBlocked));
        LabelText.set(verdict, words);
        icon.setImage(PlatformUI.getWorkbench()
                .getSharedImages()
                .getImage(isBlocked ? ISharedImages.IMG_OBJS_WARN_TSK : ISharedImages.IMG_OBJS_INFO_TSK));
    }

    private record Rows(List<InterruptGate> gates, FunctionGates known) implements RowTable.Rows {

        @Override
        public int size() {
            return gates.size();
        }

        @Override
        public String text(int row, int column) {
            InterruptGate gate = gates.get(row);
            return switch (column) {
                case NAME ->
                    NLS.bind(Messages.Gate_Numbered, row + 1, gate.kind().label());
                case STATE -> state(gate.state());
                case SHUT ->
                    gate.isShut() ? seconds(known.shut().getOrDefault(gate.kind(), Duration.ZERO)) : ""; //$NON-NLS-1$
                case FOUND -> gate.words();
                default -> gate.origin();
            };
        }

        private static String seconds(Duration duration) {
            return NLS.bind(Messages.Gate_Seconds, Numbers.plain(duration.toMillis() / 1000.0));
        }

        @Override
        public boolean isKnown(int row, int column) {
            return gates.get(row).state() != InterruptGate.State.UNKNOWN;
        }

        @Override
        public boolean isMarked(int row) {
            return known.blocking().filter(gates.get(row)::equals).isPresent();
        }

        @Override
        public String toolTip(int row, int column) {
            return column >= FOUND ? text(row, column) : null;
        }
    }
}
