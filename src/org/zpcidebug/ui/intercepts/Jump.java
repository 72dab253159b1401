package org.zpcidebug.ui.intercepts;

import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PartInitException;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.functions.FunctionsView;
import org.zpcidebug.ui.translation.TranslationView;

/** From a row of the log to what it is about, in another view. */
final class Jump {

    private static final String IOVA = "iova"; //$NON-NLS-1$

    private Jump() {}

    /** Whether the row is about a function that is known. */
    static boolean hasFunction(Entry entry) {
        return entry != null && !entry.isNotice() && entry.record().fid().isPresent();
    }

    /** Whether the row is about DMA addresses of a function. */
    static boolean hasMapping(Entry entry) {
        return hasFunction(entry) && entry.record().operands().get(IOVA) instanceof Long;
    }

    /** Selects the function in the Functions view. */
    static void toFunction(IWorkbenchPartSite site, Entry entry) {
        if (hasFunction(entry) && view(site, UiIds.FUNCTIONS_VIEW) instanceof FunctionsView functions) {
            functions.select(entry.record().fid().getAsLong());
        }
    }

    /** Looks the first DMA address up in the Translation view. */
    static void toMapping(IWorkbenchPartSite site, Entry entry) {
        if (hasMapping(entry) && view(site, UiIds.TRANSLATION_VIEW) instanceof TranslationView translation) {
            translation.lookUp(entry.record().fid().getAsLong(), (Long)
                    entry.record().operands().get(IOVA));
        }
    }

    private static IViewPart view(IWorkbenchPartSite site, String id) {
        try {
            return site.getPage().showView(id);
        } catch (PartInitException e) {
            Launches.report(e);
            return null;
        }
    }
}
