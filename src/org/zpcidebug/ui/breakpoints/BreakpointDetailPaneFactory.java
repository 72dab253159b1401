package org.zpcidebug.ui.breakpoints;

import java.util.Set;
import org.eclipse.debug.ui.IDetailPane;
import org.eclipse.debug.ui.IDetailPaneFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.zpcidebug.debug.ZpciBreakpoint;

/** Makes the detail pane of breakpoints on intercepts. */
public final class BreakpointDetailPaneFactory implements IDetailPaneFactory {

    @Override
    public Set<String> getDetailPaneTypes(IStructuredSelection selection) {
        boolean isOurs = selection.size() == 1 && selection.getFirstElement() instanceof ZpciBreakpoint;
        return isOurs ? Set.of(BreakpointDetailPane.ID) : Set.of();
    }

    @Override
    public String getDefaultDetailPane(IStructuredSelection selection) {
        return getDetailPaneTypes(selection).isEmpty() ? null : BreakpointDetailPane.ID;
    }

    @Override
    public IDetailPane createDetailPane(String id) {
        return BreakpointDetailPane.ID.equals(id) ? new BreakpointDetailPane() : null;
    }

    @Override
    public String getDetailPaneName(String id) {
        return BreakpointDetailPane.ID.equals(id) ? Messages.Pane_Name : null;
    }

    @Override
    public String getDetailPaneDescription(String id) {
        return BreakpointDetailPane.ID.equals(id) ? Messages.Pane_Description : null;
    }
}
