package org.zpcidebug.ui.probe;

import java.util.List;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.FormDialog;

/** Asks which words of a BAR are to be read, and warns that reading them can change the device. */
public final class BarDialog extends FormDialog {

    private static final int COLUMNS = 2;

    private final FunctionSnapshot function;
    private final List<Bar> bars;
    private Combo bar;
    private Text offset;
    private Text length;
    private BarRange range;

    /** A dialog about a function. */
    public BarDialog(Shell parent, FunctionSnapshot function) {
        super(parent, Messages.Bar_Window, Messages.Bar_Read, UiIds.HELP_FINDINGS);
        this.function = function;
        bars = function.bars().orElse(List.of());
    }

    /** What is to be read, once the dialog was confirmed. */
    public BarRange range() {
        return range;
    }

    @Override
    protected void fill(Composite inside) {
        GridLayoutFactory.createFrom((GridLayout) inside.getLayout())
                .numColumns(COLUMNS)
                .applyTo(inside);
        label(inside, Messages.Bar_Bar);
        bar = new Combo(inside, SWT.READ_ONLY | SWT.DROP_DOWN);
        bars.forEach(each ->
                bar.add(NLS.bind(Messages.Bar_Choice, Integer.toString(each.index()), Words.bytes(each.bytes()))));
        bar.select(0);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
        label(inside, Messages.Bar_Offset);
        offset = field(inside, "0x0"); //$NON-NLS-1$
        label(inside, Messages.Bar_Length);
        length = field(inside, Integer.toString(BarRange.WORD));
        bar.addListener(SWT.Selection, event -> validate());
        setTitle(NLS.bind(Messages.Bar_Title, Words.hex(function.fid())));
        setMessage(Messages.Bar_Warning, IMessageProvider.WARNING);
    }

    private static void label(Composite parent, String text) {
        new Label(parent, SWT.NONE).setText(text);
    }

    private Text field(Composite parent, String text) {
        Text field = new Text(parent, SWT.SINGLE | SWT.BORDER);
        field.setText(text);
        field.addModifyListener(event -> validate());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        return field;
    }

    @Override
    protected String problem() {
        if (bar.getSelectionIndex() < 0) {
            return Messages.Bar_None;
        }
        Bar chosen = bars.get(bar.getSelectionIndex());
        try {
            range = BarRange.of(function.fid(), Integer.toString(chosen.index()), offset.getText(), length.getText());
        } catch (NumberFormatException e) {
            return Messages.Bar_NoNumber;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        return range.offset() + range.length() > chosen.bytes()
                ? NLS.bind(Messages.Bar_TooFar, Words.hex(chosen.bytes()))
                : null;
    }
}
