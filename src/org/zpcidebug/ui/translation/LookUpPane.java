package org.zpcidebug.ui.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.inspect.LookUp;
import org.zpcidebug.inspect.References;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.LabelText;
import org.zpcidebug.zpci.DmaReference;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.WalkStep;

/** Look-ups of one address: where a DMA address leads, level by level, or who leads to a guest address. */
final class LookUpPane {

    private static final List<String> STEPS = List.of(
            Messages.LookUp_Level,
            Messages.LookUp_Table,
            Messages.LookUp_Index,
            Messages.LookUp_EntryAddress,
            Messages.LookUp_Entry,
            Messages.LookUp_State);
    private static final int[] STEP_WIDTHS = {140, 110, 65, 130, 150, 130};
    private static final List<String> REFERENCES =
            List.of(Messages.LookUp_Function, Messages.Column_Iova, Messages.Column_Access);
    private static final int[] REFERENCE_WIDTHS = {100, 170, 100};
    private static final int MOST_REFERENCES = 1000;

    private final Composite whole;
    private final Combo kind;
    private final Text address;
    private final Label verdict;
    private final Table result;
    private final Text explanation;
    private final Questions questions;
    private String said = ""; //$NON-NLS-1$
    private Consumer<DmaReference> followed = reference -> {};

    /** Whom a look-up asks. The answers come back to {@link LookUpPane#show} and {@link LookUpPane#showReferences}. */
    interface Questions {

        /** Where does this DMA address of the function lead? */
        void translate(long iova);

        /** Who leads to this guest address? */
        void references(long address);
    }

    /** An empty pane. */
    LookUpPane(Composite parent, Questions questions) {
        this.questions = questions;
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .numColumns(3)
                .margins(3, 3)
                .spacing(4, 3)
                .applyTo(whole);
        kind = new Combo(whole, SWT.READ_ONLY | SWT.DROP_DOWN);
        kind.setItems(Messages.LookUp_Dma, Messages.LookUp_Guest);
        kind.select(0);
        kind.setToolTipText(Messages.LookUp_KindHint);
        AccessibleName.set(kind, Messages.LookUp_KindName);
        address = new Text(whole, SWT.BORDER);
        address.setMessage(Messages.LookUp_Hint);
        address.setToolTipText(Messages.LookUp_AddressHint);
        AccessibleName.set(address, Messages.LookUp_AddressName);
        GridDataFactory.fillDefaults().grab(true, false).indent(0, 2).applyTo(address);
        Button find = new Button(whole, SWT.PUSH);
        find.setText(Messages.LookUp_Find);
        verdict = new Label(whole, SWT.WRAP);
        GridDataFactory.fillDefaults()
                .span(3, 1)
                .grab(true, false)
                .hint(100, SWT.DEFAULT)
                .indent(4, 0)
                .applyTo(verdict);
        SashForm sash = new SashForm(whole, SWT.VERTICAL);
        GridDataFactory.fillDefaults().span(3, 1).grab(true, true).hint(200, 80).applyTo(sash);
        result = new Table(sash, SWT.FULL_SELECTION | SWT.SINGLE);
        result.setHeaderVisible(true);
        AccessibleName.set(result, Messages.LookUp_ResultName);
        explanation = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
        AccessibleName.set(explanation, Messages.Entry_Name);
        result.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> explain()));
        result.addListener(SWT.DefaultSelection, event -> follow());
        HoverText.on(result, data -> data instanceof WalkStep step ? explanation(step) : null);
        find.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> find()));
        address.addListener(SWT.DefaultSelection, event -> find());
        kind.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> clear()));
        clear();
    }

    /** The control. */
    Control control() {
        return whole;
    }

    /** Puts the cursor where an address is typed. */
    void setFocus() {
        address.setFocus();
        address.selectAll();
    }

    /** Forgets the last answer. */
    void clear() {
        boolean isDma = kind.getSelectionIndex() == 0;
        columns(isDma ? STEPS : REFERENCES, isDma ? STEP_WIDTHS : REFERENCE_WIDTHS);
        say(isDma ? Messages.LookUp_ExplainDma : Messages.LookUp_ExplainGuest);
        explanation.setText(""); //$NON-NLS-1$
    }

    private void columns(List<String> headings, int[] widths) {
        result.removeAll();
        List<String> now =
                Arrays.stream(result.getColumns()).map(TableColumn::getText).toList();
        if (now.equals(headings)) {
            return;
        }
        for (TableColumn column : result.getColumns()) {
            column.dispose();
        }
        for (int i = 0; i < widths.length; i++) {
            TableColumn column = new TableColumn(result, SWT.LEFT);
            column.setText(headings.get(i));
            column.setWidth(widths[i]);
        }
    }

    private void say(String words) {
        said = words;
        LabelText.set(verdict, words);
    }

    /** Asks for what the user typed. */
    private void find() {
        Optional<Long> wanted = Addresses.parse(address.getText());
        clear();
        if (wanted.isEmpty()) {
            say(NLS.bind(Messages.LookUp_NoAddress, address.getText()));
        } else if (kind.getSelectionIndex() == 0) {
            say(Messages.LookUp_Reading);
            questions.translate(wanted.get());
        } else {
            say(Messages.LookUp_Reading);
            questions.references(wanted.get());
        }
    }

    /** Types a DMA address and looks it up. */
    void translate(long iova) {
        kind.select(0);
        address.setText(Addresses.hex(iova));
        find();
    }

    /** Types a guest address and looks it up. */
    void references(long guest) {
        kind.select(1);
        address.setText(Addresses.hex(guest));
        find();
    }

    /** Shows where a DMA address leads. */
    void show(TableReading<LookUp> reading) {
        if (whole.isDisposed() || kind.getSelectionIndex() != 0) {
            return;
        }
        result.removeAll();
        if (!reading.result().isKnown()) {
            say(reading.result().reason());
            return;
        }
        LookUp found = reading.result().value();
        DmaTranslation walk = found.walk();
        for (WalkStep step : walk.steps()) {
            TableItem item = new TableItem(result, SWT.NONE);
            item.setText(cells(step));
            item.setData(step);
        }
        say(found.notice()
                .map(notice -> NLS.bind(Messages.LookUp_Notice, outcome(walk), notice))
                .orElseGet(() -> outcome(walk)));
        if (result.getItemCount() > 0) {
            result.select(result.getItemCount() - 1);
        }
        explain();
    }

    private static String[] cells(WalkStep step) {
        return new String[] {
            step.level().label(),
            Addresses.hex(step.table()),
            Integer.toString(step.index()),
            Addresses.hex(step.entryAddress()),
            step.entry().map(Object::toString).orElse(""), //$NON-NLS-1$
            step.entry().map(EntryText::state).orElse(Messages.State_Unreadable)
        };
    }

    private static String outcome(DmaTranslation walk) {
        String reason = walk.reason().orElse(""); //$NON-NLS-1$
        if (!walk.leadsSomewhere()) {
            return NLS.bind(Messages.LookUp_Nowhere, Addresses.hex(walk.iova()), reason);
        }
        String[] words = {Addresses.hex(walk.iova()), Addresses.hex(walk.address()), reason};
        return NLS.bind(walk.isWritable() ? Messages.LookUp_Leads : Messages.LookUp_LeadsReadOnly, words);
    }

    /** Shows who leads to a guest address. */
    void showReferences(TableReading<References> reading) {
        if (whole.isDisposed() || kind.getSelectionIndex() != 1) {
            return;
        }
        result.removeAll();
        if (!reading.result().isKnown()) {
            say(reading.result().reason());
            return;
        }
        References references = reading.result().value();
        String where = Addresses.hex(references.address());
        int all = references.found().size();
        for (DmaReference found : references.found().subList(0, Math.min(all, MOST_REFERENCES))) {
            TableItem item = new TableItem(result, SWT.NONE);
            item.setText(new String[] {
                Addresses.hex(found.fid()),
                Addresses.hex(found.iova()),
                found.writable() ? Messages.Access_Writable : Messages.Access_ReadOnly
            });
            item.setData(found);
        }
        say(NLS.bind(all == 0 ? Messages.LookUp_NoReference : Messages.LookUp_References, where, Sizes.count(all)));
        String more = all > MOST_REFERENCES ? NLS.bind(Messages.LookUp_More, MOST_REFERENCES) : ""; //$NON-NLS-1$
        explanation.setText(more + String.join(System.lineSeparator(), references.gaps()));
    }

    private void explain() {
        TableItem[] selection = result.getSelection();
        if (selection.length > 0 && selection[0].getData() instanceof WalkStep step) {
            explanation.setText(explanation(step));
        }
    }

    private static String explanation(WalkStep step) {
        return step.entry()
                .map(entry -> EntryText.of(entry, step.entryAddress()))
                .orElseGet(() -> String.valueOf(step.problem()));
    }

    /** The native table of the answer, for its menu. */
    Table result() {
        return result;
    }

    /** The absolute address of the table entry of the selected step. */
    OptionalLong entryAddress() {
        TableItem[] selection = result.getSelection();
        return selection.length > 0 && selection[0].getData() instanceof WalkStep step
                ? OptionalLong.of(step.entryAddress())
                : OptionalLong.empty();
    }

    /** The whole answer, for the clipboard. */
    String copyText() {
        return said + System.lineSeparator() + CopiedRows.of(result);
    }

    /** A double click on a reference looks up its DMA address. */
    private void follow() {
        TableItem[] selection = result.getSelection();
        if (selection.length > 0 && selection[0].getData() instanceof DmaReference reference) {
            followed.accept(reference);
        }
    }

    /** Tells of a reference that the user wants to see in its function. */
    void onFollow(Consumer<DmaReference> told) {
        followed = told;
    }
}
