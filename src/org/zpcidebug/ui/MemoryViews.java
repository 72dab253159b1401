package org.zpcidebug.ui;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.IMemoryBlock;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.debug.ui.memory.IMemoryRendering;
import org.eclipse.debug.ui.memory.IMemoryRenderingContainer;
import org.eclipse.debug.ui.memory.IMemoryRenderingSite;
import org.eclipse.ui.IWorkbenchPage;
import org.zpcidebug.debug.MemoryPlace;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.debug.ZpciMemoryBlock;

/** Opens the platform's Memory view. To be used on the UI thread. */
public final class MemoryViews {

    private static final String HEXADECIMAL = "org.eclipse.debug.ui.rendering.raw_memory"; //$NON-NLS-1$

    private MemoryViews() {}

    /** Shows a guest's memory from a place on, in hexadecimal, beside what the view shows already. */
    public static void show(IWorkbenchPage page, ZpciDebugTarget target, MemoryPlace place) {
        try {
            var view = page.showView(IDebugUIConstants.ID_MEMORY_VIEW);
            ZpciMemoryBlock block = target.memory(place);
            DebugPlugin.getDefault().getMemoryBlockManager().addMemoryBlocks(new IMemoryBlock[] {block});
            if (view instanceof IMemoryRenderingSite site) {
                render(site.getContainer(IDebugUIConstants.ID_RENDERING_VIEW_PANE_1), block);
            }
        } catch (CoreException e) {
            Launches.report(e);
        }
    }

    private static void render(IMemoryRenderingContainer container, IMemoryBlock block) throws CoreException {
        IMemoryRendering rendering = DebugUITools.getMemoryRenderingManager()
                .getRenderingType(HEXADECIMAL)
                .createRendering();
        rendering.init(container, block);
        container.addMemoryRendering(rendering);
    }
}
