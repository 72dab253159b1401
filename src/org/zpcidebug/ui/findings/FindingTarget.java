package org.zpcidebug.ui.findings;

import java.util.regex.Pattern;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.statushandlers.StatusManager;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.functions.FunctionsView;
import org.zpcidebug.ui.views.FunctionView;

/** Where a value that a finding rests on is shown: most of them in the Functions view, others in the views of tables and vectors. */
final class FindingTarget {

    private static final Pattern TABLES =
            Pattern.compile("dma\\.(iota|tableType|mappedPages)|probe\\.(iota|pba|pal)"); //$NON-NLS-1$

    private static final Pattern VECTORS =
            Pattern.compile("interrupts\\..*|probe\\.(interrupts|msix|pending)"); //$NON-NLS-1$

    private FindingTarget() {}

    /** Shows it, and opens its view for that. */
    static void reveal(IWorkbenchPage page, FindingLine line) {
        if (line.fid() == null) {
            return;
        }
        String path = line.finding() == null
                ? "" //$NON-NLS-1$
                : line.finding().evidence().stream()
                        .map(Evidence::path)
                        .findFirst()
                        .orElse(""); //$NON-NLS-1$
        try {
            IViewPart functions = page.showView(UiIds.FUNCTIONS_VIEW);
            if (functions instanceof FunctionsView view) {
                view.reveal(line.fid(), path);
            }
            if (TABLES.matcher(path).matches()) {
                choose(page, UiIds.TRANSLATION_VIEW, line.fid());
            } else if (VECTORS.matcher(path).matches()) {
                choose(page, UiIds.VECTORS_VIEW, line.fid());
            }
        } catch (PartInitException e) {
            StatusManager.getManager().handle(e, DebugIds.PLUGIN);
        }
    }

    private static void choose(IWorkbenchPage page, String view, long fid) throws PartInitException {
        if (page.showView(view) instanceof FunctionView shown) {
            shown.choose(fid);
        }
    }
}
