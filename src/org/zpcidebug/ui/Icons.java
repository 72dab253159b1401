package org.zpcidebug.ui;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;
import org.zpcidebug.debug.DebugIds;

/** The plugin's icons. Each has a file of twice the size beside it, which JFace takes on dense displays. */
public enum Icons {
    /** A guest that we attached to. */
    GUEST("obj16/zpci_guest"), //$NON-NLS-1$
    /** The demo guest. */
    DEMO("obj16/zpci_demo"), //$NON-NLS-1$
    /** A function. */
    FUNCTION("obj16/function"), //$NON-NLS-1$
    /** A function with a registered DMA address space. */
    FUNCTION_REGISTERED("obj16/function_registered"), //$NON-NLS-1$
    /** A breakpoint on intercepts. */
    BREAKPOINT("obj16/intercept_breakpoint"), //$NON-NLS-1$
    /** A breakpoint on intercepts that does not count now. */
    BREAKPOINT_DISABLED("obj16/intercept_breakpoint_disabled"), //$NON-NLS-1$
    /** Add a breakpoint on intercepts. */
    ADD_BREAKPOINT("elcl16/add_breakpoint"), //$NON-NLS-1$
    /** Run to the next intercept. */
    NEXT_INTERCEPT("elcl16/next_intercept"), //$NON-NLS-1$
    /** Forget all rows. */
    CLEAR("elcl16/clear"), //$NON-NLS-1$
    /** Choose columns. */
    COLUMNS("elcl16/columns"), //$NON-NLS-1$
    /** Connect to a guest. */
    CONNECT("elcl16/connect"), //$NON-NLS-1$
    /** Copy. */
    COPY("elcl16/copy"), //$NON-NLS-1$
    /** Show the details pane. */
    DETAILS("elcl16/details"), //$NON-NLS-1$
    /** Filter. */
    FILTER("elcl16/filter"), //$NON-NLS-1$
    /** Write to a file. */
    EXPORT("elcl16/export"), //$NON-NLS-1$
    /** Keep what is shown as it is. */
    FREEZE("elcl16/freeze"), //$NON-NLS-1$
    /** Go to the next part of a picture in which there is something. */
    NEXT_AREA("elcl16/next_area"), //$NON-NLS-1$
    /** Zoom to what there is. */
    ZOOM_FIT("elcl16/zoom_fit"), //$NON-NLS-1$
    /** Zoom in. */
    ZOOM_IN("elcl16/zoom_in"), //$NON-NLS-1$
    /** Zoom out. */
    ZOOM_OUT("elcl16/zoom_out"), //$NON-NLS-1$
    /** Ask the architecture itself. */
    PROBE("elcl16/probe"), //$NON-NLS-1$
    /** Checks that were not made. */
    NOT_CHECKED("elcl16/not_checked"), //$NON-NLS-1$
    /** Find guests of this machine. */
    FIND("elcl16/find"), //$NON-NLS-1$
    /** Refreshing by itself. */
    LIVE("elcl16/live"), //$NON-NLS-1$
    /** Refreshing on request only. */
    MANUAL("elcl16/manual"), //$NON-NLS-1$
    /** Count by trace events. */
    TRACE("elcl16/trace"), //$NON-NLS-1$
    /** Read registers. */
    REGISTERS("elcl16/registers"), //$NON-NLS-1$
    /** Connect again. */
    RECONNECT("elcl16/reconnect"), //$NON-NLS-1$
    /** Refresh now. */
    REFRESH("elcl16/refresh"), //$NON-NLS-1$
    /** The Translation view. */
    TRANSLATION("eview16/translation_view"), //$NON-NLS-1$
    /** Overlay: not the present. */
    STALE("ovr16/stale"), //$NON-NLS-1$
    /** Overlay: something is wrong. */
    WARNING("ovr16/warning"), //$NON-NLS-1$
    /** Banner of the find dialog. */
    CONNECT_BANNER("wizban/connect_wiz"); //$NON-NLS-1$

    private static final String FOLDER = "icons/full/"; //$NON-NLS-1$
    private static final String SUFFIX = ".png"; //$NON-NLS-1$

    private final String path;
    private volatile ImageDescriptor descriptor;

    Icons(String name) {
        this.path = FOLDER + name + SUFFIX;
    }

    /** The icon's descriptor; images are made from it by a resource manager that also disposes them. */
    public ImageDescriptor descriptor() {
        ImageDescriptor known = descriptor;
        if (known == null) {
            known = ResourceLocator.imageDescriptorFromBundle(DebugIds.PLUGIN, path)
                    .orElseGet(ImageDescriptor::getMissingImageDescriptor);
            descriptor = known;
        }
        return known;
    }
}
