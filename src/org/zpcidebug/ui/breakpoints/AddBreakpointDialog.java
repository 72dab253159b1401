package org.zpcidebug.ui.breakpoints;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.FormDialog;

/** Asks what a new breakpoint is to stop at, and makes it. */
public final class AddBreakpointDialog extends FormDialog {

    private final InterceptSettings proposed;
    private BreakpointForm form;

    /** A dialog that proposes these settings. */
    public AddBreakpointDialog(Shell parent, InterceptSettings proposed) {
        super(parent, Messages.Dialog_Window, Messages.Dialog_Add, UiIds.HELP_BREAKPOINT);
        this.proposed = proposed;
    }

    @Override
    protected void fill(Composite inside) {
        form = new BreakpointForm(inside, this::edited);
        form.show(proposed);
        setTitle(Messages.Dialog_Title);
        warn();
    }

    private void edited() {
        warn();
        validate();
    }

    private void warn() {
        String doubt = form.doubt();
        if (doubt == null) {
            setMessage(Messages.Dialog_Message);
        } else {
            setMessage(doubt, IMessageProvider.WARNING);
        }
    }

    @Override
    protected String problem() {
        return form.problem();
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
