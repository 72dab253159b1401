package org.zpcidebug.ui.functions;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.PciNames;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.intercept.BarRegisters;
import org.zpcidebug.intercept.BarWords;
import org.zpcidebug.linux.Known;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.LabelText;
import org.zpcidebug.zpci.ConfigDecoder;
import org.zpcidebug.zpci.ConfigField;
import org.zpcidebug.zpci.ConfigSection;
import org.zpcidebug.zpci.ConfigSpace;

/** The configuration space of a function as the last probe found it: header and capabilities decoded, bytes beside. */
final class ConfigPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()); //$NON-NLS-1$

    private static final int[] WIDTHS = {190, 60, 0};
    private static final int BYTES_A_LINE = 16;
    private static final String ADDRESS = "%03x "; //$NON-NLS-1$
    private static final String BYTE = " %02x"; //$NON-NLS-1$
    private static final String WORD = "0x%08x"; //$NON-NLS-1$
    private static final int VENDOR = 0;
    private static final int DEVICE = 2;
    private static final int SUBSYSTEM_VENDOR = 0x2c;
    private static final int BYTE_WIDTH = 3;
    private static final int ADDRESS_WIDTH = 4;
    private static final int LINE_WIDTH = ADDRESS_WIDTH + BYTES_A_LINE * BYTE_WIDTH + 1;

    private final Composite whole;
    private final Label title;
    private final Button readBar;
    private final Tree tree;
    private final StyledText bytes;
    private ConfigSpace shown;
    private List<BarWords> shownBars = List.of();

    /**
     * Makes the page.
     *
     * @param readingBar is run when the user wants to read words of a BAR
     */
    ConfigPage(Composite parent, Runnable readingBar) {
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(5, 3).applyTo(whole);
        title = new Label(whole, SWT.WRAP);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .indent(5, 3)
                .hint(100, SWT.DEFAULT)
                .align(SWT.FILL, SWT.CENTER)
                .applyTo(title);
        readBar = new Button(whole, SWT.PUSH);
        readBar.setText(Messages.Config_ReadBar);
        readBar.setToolTipText(Messages.Config_ReadBarHint);
        readBar.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> readingBar.run()));
        GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(readBar);
        SashForm sash = new SashForm(whole, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(sash);
        tree = new Tree(sash, SWT.SINGLE | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        tree.setHeaderVisible(true);
        String[] headings = {Messages.Config_Field, Messages.Config_Offset, Messages.Config_Value};
        for (int i = 0; i < headings.length; i++) {
            TreeColumn column = new TreeColumn(tree, SWT.LEFT);
            column.setText(headings[i]);
            column.setWidth(WIDTHS[i]);
        }
        tree.addControlListener(ControlListener.controlResizedAdapter(event -> fit()));
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> mark()));
        bytes = new StyledText(sash, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL | SWT.BORDER);
        bytes.setFont(JFaceResources.getTextFont());
        bytes.setMargins(4, 2, 4, 2);
        sash.setWeights(11, 9);
        AccessibleName.set(tree, Messages.Config_Name);
        AccessibleName.set(bytes, Messages.Config_Bytes);
        show((FunctionSnapshot) null);
    }

    /** The values take what is left of the width, and more where they are longer. */
    private void fit() {
        int values = tree.getColumnCount() - 1;
        tree.getColumn(values).pack();
        int rest = tree.getClientArea().width;
        for (int i = 0; i < values; i++) {
            rest -= tree.getColumn(i).getWidth();
        }
        tree.getColumn(values).setWidth(Math.max(tree.getColumn(values).getWidth(), rest));
    }

    Composite control() {
        return whole;
    }

    /** Shows that of a function, null for none; touches nothing when it is the same. */
    void show(FunctionSnapshot function) {
        readBar.setEnabled(
                function != null && !function.bars().orElse(List.of()).isEmpty());
        Value<FunctionProbe> probe = function == null ? null : function.probe();
        if (probe == null || !probe.isKnown()) {
            explain(probe == null ? Messages.Details_None : NLS.bind(Messages.Config_NotProbed, probe.reason()));
            fill(null, List.of(), null);
            return;
        }
        Known<ConfigSpace> config = probe.value().answers().config();
        String fid = Words.hex(function.fid());
        explain(
                config.isKnown()
                        ? NLS.bind(
                                Messages.Config_Title,
                                fid,
                                TIME.format(probe.value().taken()))
                        : NLS.bind(Messages.Config_Unreadable, fid, config.problem()));
        fill(config.orElse(null), probe.value().answers().bars(), BarRegisters.of(config));
    }

    private void explain(String text) {
        LabelText.set(title, text);
    }

    private void fill(ConfigSpace space, List<BarWords> bars, BarRegisters registers) {
        if (Objects.equals(space, shown) && bars.equals(shownBars)) {
            return;
        }
        shown = space;
        shownBars = bars;
        tree.removeAll();
        bars.forEach(bar -> fill(bar, registers));
        bytes.setText(space == null ? "" : dump(space)); //$NON-NLS-1$
        List<ConfigSection> sections = space == null ? List.of() : ConfigDecoder.sections(space);
        for (ConfigSection section : sections) {
            TreeItem heading = heading(section.label(), section.offset());
            for (ConfigField field : section.fields()) {
                TreeItem item = new TreeItem(heading, SWT.NONE);
                String value = named(field.value(), name(space, field.offset()));
                item.setText(new String[] {field.label(), Words.hex(field.offset()), value});
                item.setData(field);
            }
            heading.setExpanded(true);
        }
        fit();
    }

    /** The name of the vendor or the device, at their places; empty text elsewhere and for others. */
    private static String name(ConfigSpace space, int offset) {
        return switch (offset) {
            case VENDOR, SUBSYSTEM_VENDOR -> PciNames.vendor(space.u16(offset));
            case DEVICE -> PciNames.device(space.u16(VENDOR), space.u16(DEVICE));
            default -> ""; //$NON-NLS-1$
        };
    }

    private static String named(String value, String name) {
        return name.isEmpty() ? value : NLS.bind(Messages.Config_Named, value, name);
    }

    private TreeItem heading(String label, long offset) {
        TreeItem heading = new TreeItem(tree, SWT.NONE);
        heading.setText(new String[] {label, Words.hex(offset), ""}); //$NON-NLS-1$
        heading.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        return heading;
    }

    /** What the user has named stands first. */
    private void fill(BarWords bar, BarRegisters registers) {
        TreeItem heading = heading(
                NLS.bind(Messages.Config_Bar, Integer.toString(bar.range().bar())),
                bar.range().offset());
        if (!bar.bytes().isKnown()) {
            new TreeItem(heading, SWT.NONE)
                    .setText(new String[] {Messages.Config_Word, "", bar.bytes().problem()}); //$NON-NLS-1$
        }
        long at = bar.range().offset();
        for (int word : bar.words()) {
            String value =
                    named(String.format(WORD, word), registers.name(bar.range().bar(), at));
            new TreeItem(heading, SWT.NONE).setText(new String[] {Messages.Config_Word, Words.hex(at), value});
            at += BarRange.WORD;
        }
        heading.setExpanded(true);
    }

    private static String dump(ConfigSpace space) {
        StringBuilder dump = new StringBuilder(space.length() / BYTES_A_LINE * LINE_WIDTH);
        for (int at = 0; at < space.length(); at++) {
            if (at % BYTES_A_LINE == 0) {
                dump.append(at == 0 ? "" : "\n").append(String.format(ADDRESS, at)); //$NON-NLS-1$ //$NON-NLS-2$
            }
            dump.append(String.format(BYTE, space.u8(at)));
        }
        return dump.toString();
    }

    /** Marks the bytes of the selected field. */
    private void mark() {
        if (tree.getSelectionCount() == 1 && tree.getSelection()[0].getData() instanceof ConfigField field) {
            int first = place(field.offset());
            int last = place(field.offset() + field.length() - 1) + BYTE_WIDTH - 1;
            bytes.setSelection(first, last);
            bytes.showSelection();
        }
    }

    /** Where the digits of a byte are in the text. */
    private static int place(int offset) {
        return offset / BYTES_A_LINE * LINE_WIDTH + ADDRESS_WIDTH + offset % BYTES_A_LINE * BYTE_WIDTH + 1;
    }

    /** All of it as text. */
    String copyText() {
        StringBuilder text = new StringBuilder(title.getText()).append('\n');
        for (TreeItem heading : tree.getItems()) {
            text.append(heading.getText()).append('\n');
            for (TreeItem item : heading.getItems()) {
                text.append('\t')
                        .append(item.getText(1))
                        .append('\t')
                        .append(item.getText())
                        .append('\t')
                        .append(item.getText(2))
                        .append('\n');
            }
        }
        return text.append(bytes.getText()).append('\n').toString();
    }

    /** Whether the page has the focus. */
    boolean hasFocus() {
        return tree.isFocusControl() || bytes.isFocusControl();
    }
}
