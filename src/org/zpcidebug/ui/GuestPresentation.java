package org.zpcidebug.ui;

import org.eclipse.debug.core.model.IValue;
import org.eclipse.debug.ui.IDebugModelPresentationExtension;
import org.eclipse.debug.ui.IValueDetailListener;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.DecorationOverlayIcon;
import org.eclipse.jface.viewers.IDecoration;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.Image;
import org.eclipse.ui.IEditorInput;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.debug.ZpciStackFrame;
import org.zpcidebug.debug.ZpciThread;
import org.zpcidebug.debug.ZpciValue;
import org.zpcidebug.inspect.SessionState.Link;

/** How guests, their CPUs, frames and breakpoints look; answers from what is already known. */
public final class GuestPresentation extends LabelProvider implements IDebugModelPresentationExtension {

    /** As many characters as the pane has room for where the perspective puts it. */
    private static final String LONG_LINE = "(.{1,44})(?:\\s+|$)"; //$NON-NLS-1$

    private LocalResourceManager images;

    /** The guest, its address and how the link stands. */
    @Override
    public String getText(Object element) {
        if (element instanceof ZpciThread thread) {
            return thread.isTerminated()
                    ? NLS.bind(Messages.GuestPresentation_Terminated, thread.getName())
                    : NLS.bind(Messages.GuestPresentation_Thread, thread.getName(), thread.activity());
        }
        if (element instanceof ZpciStackFrame frame) {
            return frame.getName();
        }
        if (element instanceof ZpciBreakpoint breakpoint) {
            return BreakpointText.text(breakpoint);
        }
        if (!(element instanceof ZpciDebugTarget target)) {
            return null; // the platform's own text
        }
        if (target.isTerminated()) {
            return NLS.bind(Messages.GuestPresentation_Terminated, target.getName());
        }
        return target.isDisconnected()
                ? NLS.bind(Messages.GuestPresentation_Disconnected, target.getName())
                : target.getName();
    }

    /** The guest's icon, with a mark while it does not answer. */
    @Override
    public Image getImage(Object element) {
        if (element instanceof ZpciBreakpoint breakpoint) {
            return images().create(BreakpointText.icon(breakpoint));
        }
        return element instanceof ZpciDebugTarget target ? images().create(icon(target)) : null;
    }

    /** Made when it is needed, on the UI thread: the Memory view makes presentations in threads of its own. */
    private LocalResourceManager images() {
        if (images == null) {
            images = new LocalResourceManager(JFaceResources.getResources());
        }
        return images;
    }

    private static ImageDescriptor icon(ZpciDebugTarget target) {
        ImageDescriptor plain = (target.getProcess() == null ? Icons.GUEST : Icons.DEMO).descriptor();
        Link link = target.session().state().link();
        boolean troubled = !target.isDisconnected() && (link == Link.SILENT || link == Link.LOST);
        return troubled
                ? new DecorationOverlayIcon(plain, Icons.WARNING.descriptor(), IDecoration.BOTTOM_RIGHT)
                : plain;
    }

    /** Images are made on the UI thread. */
    @Override
    public boolean requiresUIThread(Object element) {
        return true;
    }

    @Override
    public void setAttribute(String attribute, Object value) {
        // There is nothing to set.
    }

    /** The value, and what it is. */
    @Override
    public void computeDetail(IValue value, IValueDetailListener listener) {
        boolean explains = value instanceof ZpciValue ours && !ours.meaning().isEmpty();
        listener.detailComputed(value, explains ? detail((ZpciValue) value) : null);
    }

    private static String detail(ZpciValue value) {
        // The pane does not wrap lines unless it is told to.
        String meaning = value.meaning()
                .replaceAll("([:;]) ", "$1\n") //$NON-NLS-1$ //$NON-NLS-2$
                .replaceAll(LONG_LINE, "$1\n") //$NON-NLS-1$
                .strip();
        return value.getValueString().isEmpty()
                ? meaning
                : NLS.bind(Messages.GuestPresentation_Detail, value.getValueString(), meaning);
    }

    @Override
    public IEditorInput getEditorInput(Object element) {
        return null;
    }

    @Override
    public String getEditorId(IEditorInput input, Object element) {
        return null;
    }

    @Override
    public void dispose() {
        if (images != null) {
            images.dispose();
        }
        super.dispose();
    }
}
