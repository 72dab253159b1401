package org.zpcidebug.ui.translation;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.IDebugTarget;
import org.eclipse.debug.core.model.IMemoryBlock;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.debug.ui.memory.IMemoryRendering;
import org.eclipse.debug.ui.memory.IMemoryRenderingContainer;
import org.eclipse.debug.ui.memory.IMemoryRenderingSite;
import org.eclipse.ui.IWorkbenchPage;
import org.zpcidebug.ui.Launches;

/** Opens the platform's Memory view at a guest address. */
final class MemoryLink {

    private static final int PAGE = 4096;
    private static final String HEXADECIMAL = "org.eclipse.debug.ui.rendering.raw_memory"; //$NON-NLS-1$

    private MemoryLink() {}

    /** Whether a guest's memory can be shown; null is no guest. */
    static boolean isPossible(IDebugTarget target) {
        return target != null && target.supportsStorageRetrieval();
    }

    /** Shows the memory from an absolute address on, in hexadecimal. */
    static void show(IWorkbenchPage page, IDebugTarget target, long address) {
        try {
            IMemoryBlock block = target.getMemoryBlock(address, PAGE);
            var view = page.showView(IDebugUIConstants.ID_MEMORY_VIEW);
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
