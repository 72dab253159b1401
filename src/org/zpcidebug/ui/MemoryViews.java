package org.zpcidebug.ui;

import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.IMemoryBlock;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.zpcidebug.debug.MemoryPlace;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.debug.ZpciMemoryBlock;

/** Opens the platform's Memory view. To be used on the UI thread. */
public final class MemoryViews {

    private MemoryViews() {}

    /** Shows a guest's memory from a place on, beside what the view shows already. */
    public static void show(IWorkbenchPage page, ZpciDebugTarget target, MemoryPlace place) {
        try {
            page.showView(IDebugUIConstants.ID_MEMORY_VIEW);
            ZpciMemoryBlock block = target.memory(place);
            DebugPlugin.getDefault().getMemoryBlockManager().addMemoryBlocks(new IMemoryBlock[] {block});
        } catch (PartInitException e) {
            Launches.report(e);
        }
    }
}
