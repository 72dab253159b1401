package org.zpcidebug.ui;

import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.eclipse.ui.IPlaceholderFolderLayout;

/**
 * The zPCI Debug perspective: guests at the left with breakpoints and what a stopped CPU holds below, their functions beside them. What only some guests have or
 * only errors fill, consoles and the Error Log, opens below when there is something in it.
 */
public final class ZpciPerspective implements IPerspectiveFactory {

    private static final String CONSOLE = "org.eclipse.ui.console.ConsoleView"; //$NON-NLS-1$
    private static final String ERROR_LOG = "org.eclipse.pde.runtime.LogView"; //$NON-NLS-1$
    private static final String LEFT = "left"; //$NON-NLS-1$
    private static final String STOPPED = "stopped"; //$NON-NLS-1$
    private static final String MAIN = "main"; //$NON-NLS-1$
    private static final String BOTTOM = "bottom"; //$NON-NLS-1$
    private static final float LEFT_SHARE = 0.28f;
    private static final float HALF = 0.5f;
    private static final float MAIN_SHARE = 0.76f;

    /** Lays the views out; there is no editor in this work. */
    @Override
    public void createInitialLayout(IPageLayout layout) {
        String editors = layout.getEditorArea();
        layout.setEditorAreaVisible(false);
        layout.createFolder(LEFT, IPageLayout.LEFT, LEFT_SHARE, editors).addView(IDebugUIConstants.ID_DEBUG_VIEW);
        IFolderLayout stopped = layout.createFolder(STOPPED, IPageLayout.BOTTOM, HALF, LEFT);
        stopped.addView(IDebugUIConstants.ID_BREAKPOINT_VIEW);
        stopped.addView(IDebugUIConstants.ID_VARIABLE_VIEW);
        stopped.addView(IDebugUIConstants.ID_REGISTER_VIEW);
        IFolderLayout main = layout.createFolder(MAIN, IPageLayout.TOP, MAIN_SHARE, editors);
        main.addView(UiIds.FUNCTIONS_VIEW);
        main.addView(UiIds.TRANSLATION_VIEW);
        main.addView(UiIds.VECTORS_VIEW);
        main.addView(UiIds.INTERRUPTS_VIEW);
        main.addView(UiIds.FINDINGS_VIEW);
        IPlaceholderFolderLayout bottom = layout.createPlaceholderFolder(BOTTOM, IPageLayout.BOTTOM, MAIN_SHARE, MAIN);
        bottom.addPlaceholder(UiIds.INTERCEPTS_VIEW);
        bottom.addPlaceholder(IDebugUIConstants.ID_MEMORY_VIEW);
        bottom.addPlaceholder(CONSOLE);
        bottom.addPlaceholder(ERROR_LOG);
        bottom.addPlaceholder(IPageLayout.ID_PROGRESS_VIEW);
        layout.addShowViewShortcut(UiIds.FUNCTIONS_VIEW);
        layout.addShowViewShortcut(UiIds.TRANSLATION_VIEW);
        layout.addShowViewShortcut(UiIds.VECTORS_VIEW);
        layout.addShowViewShortcut(UiIds.INTERRUPTS_VIEW);
        layout.addShowViewShortcut(UiIds.INTERCEPTS_VIEW);
        layout.addShowViewShortcut(UiIds.FINDINGS_VIEW);
        layout.addShowViewShortcut(IDebugUIConstants.ID_DEBUG_VIEW);
        layout.addShowViewShortcut(IDebugUIConstants.ID_BREAKPOINT_VIEW);
        layout.addShowViewShortcut(IDebugUIConstants.ID_VARIABLE_VIEW);
        layout.addShowViewShortcut(IDebugUIConstants.ID_REGISTER_VIEW);
        layout.addShowViewShortcut(IDebugUIConstants.ID_MEMORY_VIEW);
        layout.addShowViewShortcut(CONSOLE);
        layout.addShowViewShortcut(ERROR_LOG);
        layout.addShowViewShortcut(IPageLayout.ID_PROGRESS_VIEW);
        layout.addPerspectiveShortcut(IDebugUIConstants.ID_DEBUG_PERSPECTIVE);
        layout.addActionSet(IDebugUIConstants.LAUNCH_ACTION_SET);
        layout.addActionSet(IDebugUIConstants.DEBUG_ACTION_SET);
    }
}
