package org.zpcidebug.ui.breakpoints;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.model.IWorkbenchAdapter;
import org.eclipse.ui.model.WorkbenchAdapter;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.ui.Icons;

/** Tells the workbench what breakpoints on intercepts are called, for instance in the title of their properties. */
public final class BreakpointAdapters implements IAdapterFactory {

    private static final IWorkbenchAdapter LABELS = new WorkbenchAdapter() {
        @Override
        public String getLabel(Object object) {
            return object instanceof ZpciBreakpoint breakpoint
                    ? breakpoint.settings().words()
                    : super.getLabel(object);
        }

        @Override
        public ImageDescriptor getImageDescriptor(Object object) {
            return Icons.BREAKPOINT.descriptor();
        }
    };

    @Override
    public <T> T getAdapter(Object adaptable, Class<T> type) {
        return type == IWorkbenchAdapter.class ? type.cast(LABELS) : null;
    }

    @Override
    public Class<?>[] getAdapterList() {
        return new Class<?>[] {IWorkbenchAdapter.class};
    }
}
