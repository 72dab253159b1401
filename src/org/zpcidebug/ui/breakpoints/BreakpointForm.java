package org.zpcidebug.ui.breakpoints;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ModifyListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.intercept.FieldMeaning;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.s390.PciOpcode;

/** The fields by which a breakpoint is edited: in the dialog that adds one, the property page and the detail pane. */
final class BreakpointForm {

    /** In pixels; they take more rows where there is less. */
    private static final int INSTRUCTIONS_WIDTH = 520;

    private static final int WIDE = 360;

    /** By which the style sheet of the dark theme finds the form. */
    private static final String CSS_CLASS = "org.eclipse.e4.ui.css.CssClassName"; //$NON-NLS-1$

    /** What controls functions first, then what accesses them, then the forms of memory I/O. */
    private static final List<PciOpcode> ORDER = List.of(
            PciOpcode.MPCIFC,
            PciOpcode.STPCIFC,
            PciOpcode.RPCIT,
            PciOpcode.CLP,
            PciOpcode.SIC,
            PciOpcode.PCILG,
            PciOpcode.PCISTG,
            PciOpcode.PCISTB,
            PciOpcode.PCILGI,
            PciOpcode.PCISTGI,
            PciOpcode.PCISTBI,
            PciOpcode.PCIWB);

    private final Composite whole;
    private final Map<PciOpcode, Button> instructions = new EnumMap<>(PciOpcode.class);
    private final Map<Action, Button> actions = new EnumMap<>(Action.class);
    private final FunctionField function;
    private final Text condition;
    private final Spinner ignored;
    private final Text template;
    private final ControlDecoration wrong;
    private final Runnable changed;
    private boolean filling;

    /**
     * Makes the fields.
     *
     * @param changed is told of each change by the user
     */
    BreakpointForm(Composite parent, Runnable changed) {
        this.changed = changed;
        whole = new Composite(parent, SWT.NONE);
        whole.setData(CSS_CLASS, "ZpciForm"); //$NON-NLS-1$
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(whole);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(whole);
        makeInstructions();
        label(Messages.Form_Function);
        function = new FunctionField(whole, this::edited);
        label(Messages.Form_Condition);
        condition = text(Messages.Form_ConditionHint);
        condition.setToolTipText(Messages.Form_ConditionToolTip);
        FieldProposals.forCondition(condition);
        wrong = FieldProposals.error(condition);
        label(Messages.Form_Ignore);
        ignored = makeIgnored();
        makeActions();
        label(Messages.Form_Template);
        template = text(Messages.Form_TemplateHint);
        template.setToolTipText(Messages.Form_TemplateToolTip);
        FieldProposals.forTemplate(template);
        show(InterceptSettings.ALL);
    }

    private void makeInstructions() {
        Group group = new Group(whole, SWT.NONE);
        group.setText(Messages.Form_Instructions);
        RowLayout rows = new RowLayout();
        rows.pack = false;
        group.setLayout(rows);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .span(2, 1)
                .hint(INSTRUCTIONS_WIDTH, SWT.DEFAULT)
                .applyTo(group);
        for (PciOpcode opcode : ORDER) {
            Button button = new Button(group, SWT.CHECK);
            button.setText(opcode.name());
            button.setToolTipText(FieldMeaning.of(opcode.name()).orElse(null));
            button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> edited()));
            instructions.put(opcode, button);
        }
    }

    private Spinner makeIgnored() {
        Composite row = new Composite(whole, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(row);
        GridDataFactory.fillDefaults().indent(FieldProposals.MARGIN, 0).applyTo(row);
        Spinner spinner = new Spinner(row, SWT.BORDER);
        spinner.setValues(0, 0, InterceptSettings.MOST_IGNORED, 0, 1, 100);
        spinner.addModifyListener(event -> edited());
        new Label(row, SWT.NONE).setText(Messages.Form_IgnoreUnit);
        return spinner;
    }

    private void makeActions() {
        label(Messages.Form_Action);
        Composite row = new Composite(whole, SWT.NONE);
        row.setLayout(new RowLayout());
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(WIDE, SWT.DEFAULT)
                .indent(FieldProposals.MARGIN, 0)
                .applyTo(row);
        action(row, Action.SUSPEND, Messages.Form_Suspend, Messages.Form_SuspendToolTip);
        action(row, Action.LOG, Messages.Form_Log, Messages.Form_LogToolTip);
        action(row, Action.COUNT, Messages.Form_Count, Messages.Form_CountToolTip);
    }

    private void action(Composite row, Action action, String text, String toolTip) {
        Button button = new Button(row, SWT.RADIO);
        button.setText(text);
        button.setToolTipText(toolTip);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> edited()));
        actions.put(action, button);
    }

    private void label(String text) {
        new Label(whole, SWT.NONE).setText(text);
    }

    private Text text(String hint) {
        Text field = new Text(whole, SWT.BORDER | SWT.SINGLE);
        field.setMessage(hint);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .hint(WIDE, SWT.DEFAULT)
                .indent(FieldProposals.MARGIN, 0)
                .applyTo(field);
        ModifyListener edit = event -> edited();
        field.addModifyListener(edit);
        return field;
    }

    private void edited() {
        if (!filling) {
            enable();
            changed.run();
        }
    }

    private void enable() {
        template.setEnabled(actions.get(Action.LOG).getSelection());
        String problem = problem();
        FieldProposals.show(wrong, condition.getText().isBlank() ? null : problem);
        function.doubt(doubt());
    }

    /** Shows settings. */
    void show(InterceptSettings settings) {
        filling = true;
        instructions.forEach(
                (opcode, button) -> button.setSelection(settings.instructions().contains(opcode)));
        actions.forEach((action, button) -> button.setSelection(settings.action() == action));
        function.show(settings.fid());
        condition.setText(settings.condition());
        ignored.setSelection(settings.ignoreCount());
        template.setText(settings.template());
        filling = false;
        enable();
    }

    /** What the user has entered. */
    InterceptSettings settings() {
        Set<PciOpcode> chosen = instructions.entrySet().stream()
                .filter(entry -> entry.getValue().getSelection())
                .map(Entry::getKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(PciOpcode.class)));
        Action action = actions.entrySet().stream()
                .filter(entry -> entry.getValue().getSelection())
                .map(Entry::getKey)
                .findFirst()
                .orElse(Action.SUSPEND);
        OptionalLong fid = function.fid();
        return new InterceptSettings(
                chosen, fid, condition.getText(), ignored.getSelection(), action, template.getText());
    }

    /** What is wrong with what the user has entered, in words; null when nothing is. */
    String problem() {
        String problem = function.problem();
        return problem == null ? settings().problem() : problem;
    }

    /** What may not be as it was meant, in words; null when nothing is. */
    String doubt() {
        String unmatched = settings().unmatched();
        return unmatched.isEmpty() ? null : NLS.bind(Messages.Form_NamesNoFunction, unmatched);
    }

    /** The control. */
    Composite control() {
        return whole;
    }

    /** Puts the focus on the first field. */
    void setFocus() {
        instructions.get(ORDER.get(0)).setFocus();
    }
}
