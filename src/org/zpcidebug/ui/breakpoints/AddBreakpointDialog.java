package org.zpcidebug.ui.breakpoints;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;

/** Asks what a new breakpoint is to stop at, and makes it. */
public final class AddBreakpointDialog extends TitleAreaDialog {

    private static final int MARGIN = 10;

    private final InterceptSettings proposed;
    private BreakpointForm form;

    /** A dialog that proposes these settings. */
    public AddBreakpointDialog(Shell parent, InterceptSettings proposed) {
        super(parent);
        this.proposed = proposed;
        setHelpAvailable(true);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.Dialog_Window);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(shell, UiIds.HELP_BREAKPOINT);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Composite inside = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(MARGIN, MARGIN).applyTo(inside);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(inside);
        form = new BreakpointForm(inside, this::validate);
        form.show(proposed);
        setTitle(Messages.Dialog_Title);
        setMessage(Messages.Dialog_Message);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        super.createButtonsForButtonBar(parent);
        getButton(IDialogConstants.OK_ID).setText(Messages.Dialog_Add);
        setButtonLayoutData(getButton(IDialogConstants.OK_ID));
        validate();
    }

    private void validate() {
        String problem = form.problem();
        setErrorMessage(problem == null ? null : firstSentence(problem));
        if (getButton(IDialogConstants.OK_ID) != null) {
            getButton(IDialogConstants.OK_ID).setEnabled(problem == null);
        }
    }

    /** There is no room for more; the mark at the field tells the rest. */
    private static String firstSentence(String problem) {
        return problem.split("(?<=\\.) ", 2)[0]; //$NON-NLS-1$
    }

    @Override
    protected void okPressed() {
        try {
            ZpciBreakpoint.create(form.settings());
            super.okPressed();
        } catch (CoreException e) {
            Launches.report(e);
        }
    }
}
