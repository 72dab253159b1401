package org.zpcidebug.ui.breakpoints;

import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PropertyPage;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;

/** The properties of a breakpoint. */
public final class BreakpointPage extends PropertyPage {

    private BreakpointForm form;
    private Button enabled;

    /** A page without Restore Defaults: there is nothing that most breakpoints are. */
    public BreakpointPage() {
        noDefaultAndApplyButton();
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite inside = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(inside);
        enabled = new Button(inside, SWT.CHECK);
        enabled.setText(Messages.Form_Enabled);
        form = new BreakpointForm(inside, this::validate);
        ZpciBreakpoint breakpoint = breakpoint();
        form.show(breakpoint == null ? InterceptSettings.ALL : breakpoint.settings());
        enabled.setSelection(isEnabled(breakpoint));
        PlatformUI.getWorkbench().getHelpSystem().setHelp(inside, UiIds.HELP_BREAKPOINT);
        return inside;
    }

    private ZpciBreakpoint breakpoint() {
        return Adapters.adapt(getElement(), ZpciBreakpoint.class);
    }

    private static boolean isEnabled(ZpciBreakpoint breakpoint) {
        try {
            return breakpoint != null && breakpoint.isEnabled();
        } catch (CoreException e) {
            return false; // it was removed meanwhile
        }
    }

    private void validate() {
        setMessage(form.doubt(), WARNING);
        setErrorMessage(form.problem());
        setValid(form.problem() == null);
    }

    @Override
    public boolean performOk() {
        ZpciBreakpoint breakpoint = breakpoint();
        try {
            if (breakpoint != null && form != null) {
                breakpoint.change(form.settings());
                breakpoint.setEnabled(enabled.getSelection());
            }
            return true;
        } catch (CoreException e) {
            Launches.report(e);
            return false;
        }
    }
}
