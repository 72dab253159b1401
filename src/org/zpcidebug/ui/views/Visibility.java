package org.zpcidebug.ui.views;

import java.util.function.Consumer;
import org.eclipse.swt.events.ShellAdapter;
import org.eclipse.swt.events.ShellEvent;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;

/** Tells whether a view can be seen: it is on top of its stack, in the page's perspective, in a window that is open. */
public final class Visibility extends ShellAdapter implements IPartListener2 {

    private final IViewPart view;
    private final Consumer<Boolean> changed;
    private final Shell shell;
    private boolean onTop;
    private boolean iconified;

    /** What was told last; null before. */
    private Boolean told;

    /** Tells from now on, first at once. */
    public Visibility(IViewPart view, Consumer<Boolean> changed) {
        this.view = view;
        this.changed = changed;
        this.shell = view.getSite().getShell();
        IWorkbenchPage page = view.getSite().getPage();
        page.addPartListener(this);
        shell.addShellListener(this);
        onTop = page.isPartVisible(view);
        iconified = shell.getMinimized();
        tell();
    }

    /** Tells no more. */
    public void dispose() {
        view.getSite().getPage().removePartListener(this);
        if (!shell.isDisposed()) {
            shell.removeShellListener(this);
        }
    }

    @Override
    public void partVisible(IWorkbenchPartReference part) {
        // When a perspective's reset brings another view to the top, nothing is said of the one that was there.
        onTop = part.getPart(false) == view || view.getSite().getPage().isPartVisible(view);
        tell();
    }

    @Override
    public void partHidden(IWorkbenchPartReference part) {
        if (part.getPart(false) == view) {
            onTop = false;
            tell();
        }
    }

    @Override
    public void shellIconified(ShellEvent event) {
        iconified = true;
        tell();
    }

    @Override
    public void shellDeiconified(ShellEvent event) {
        iconified = false;
        tell();
    }

    private void tell() {
        boolean now = onTop && !iconified;
        if (told == null || told != now) {
            told = now;
            changed.accept(now);
        }
    }
}
