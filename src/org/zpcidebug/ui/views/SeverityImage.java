package org.zpcidebug.ui.views;

import org.eclipse.swt.graphics.Image;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.inspect.Finding.Severity;

/** The platform's icons for how grave a finding is. */
public final class SeverityImage {

    private SeverityImage() {}

    /** An image that the workbench disposes; null for nothing. */
    public static Image of(Severity severity) {
        if (severity == null) {
            return null;
        }
        String name =
                switch (severity) {
                    case ERROR -> ISharedImages.IMG_OBJS_ERROR_TSK;
                    case WARNING -> ISharedImages.IMG_OBJS_WARN_TSK;
                    case INFO -> ISharedImages.IMG_OBJS_INFO_TSK;
                };
        return PlatformUI.getWorkbench().getSharedImages().getImage(name);
    }
}
