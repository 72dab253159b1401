package org.zpcidebug.ui.breakpoints;

import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ListenerList;
import org.eclipse.debug.ui.IDetailPane3;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IPropertyListener;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;

/** The fields of a breakpoint below the Breakpoints view; changes are saved as in an editor. */
final class BreakpointDetailPane implements IDetailPane3 {

    /** The pane's id. */
    static final String ID = "org.zpcidebug.breakpointDetails"; //$NON-NLS-1$

    private static final int MARGIN = 6;

    private final ListenerList<IPropertyListener> listeners = new ListenerList<>();
    private BreakpointForm form;
    private ZpciBreakpoint breakpoint;
    private boolean dirty;

    @Override
    public void init(IWorkbenchPartSite site) {
        // Nothing of the part is needed.
    }

    @Override
    public Control createControl(Composite parent) {
        ScrolledComposite scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(scrolled);
        Composite inside = new Composite(scrolled, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(MARGIN, MARGIN).applyTo(inside);
        form = new BreakpointForm(inside, () -> setDirty(true));
        form.control().setVisible(false);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(inside, UiIds.HELP_BREAKPOINT);
        scrolled.setContent(inside);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        scrolled.addControlListener(ControlListener.controlResizedAdapter(
                event -> scrolled.setMinHeight(inside.computeSize(scrolled.getClientArea().width, SWT.DEFAULT).y)));
        return scrolled;
    }

    @Override
    public void display(IStructuredSelection selection) {
        Object chosen = selection == null ? null : selection.getFirstElement();
        ZpciBreakpoint now = chosen == null ? null : Adapters.adapt(chosen, ZpciBreakpoint.class);
        if (now != breakpoint || !dirty) {
            breakpoint = now;
            form.control().setVisible(now != null);
            if (now != null) {
                form.show(now.settings());
            }
            setDirty(false);
        }
    }

    private void setDirty(boolean now) {
        if (dirty != now) {
            dirty = now;
            listeners.forEach(listener -> listener.propertyChanged(this, PROP_DIRTY));
        }
    }

    @Override
    public void doSave(org.eclipse.core.runtime.IProgressMonitor progress) {
        if (breakpoint == null || form.problem() != null) {
            Display.getCurrent().beep();
            return;
        }
        try {
            breakpoint.change(form.settings());
            setDirty(false);
        } catch (CoreException e) {
            Launches.report(e);
        }
    }

    @Override
    public void doSaveAs() {
        // There is no other place to save to.
    }

    @Override
    public boolean isDirty() {
        return dirty;
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public boolean isSaveOnCloseNeeded() {
        return dirty && form.problem() == null;
    }

    @Override
    public void addPropertyListener(IPropertyListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removePropertyListener(IPropertyListener listener) {
        listeners.remove(listener);
    }

    @Override
    public boolean setFocus() {
        form.setFocus();
        return true;
    }

    @Override
    public String getID() {
        return ID;
    }

    @Override
    public String getName() {
        return Messages.Pane_Name;
    }

    @Override
    public String getDescription() {
        return Messages.Pane_Description;
    }

    @Override
    public void dispose() {
        listeners.clear();
    }
}
