package org.zpcidebug.ui.views;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.UiIds;

/**
 * A view of one function of the guest: the one that is selected in the Functions view, or that the user chooses in the
 * view itself. It stays with a function that was unplugged, for it may come back.
 */
public abstract class FunctionView extends SessionView {

    private final ISelectionListener selectionListener = this::selected;
    private FunctionCombo combo;
    private Long fid;

    /**
     * A view.
     *
     * @param help its help context
     */
    protected FunctionView(String help) {
        super(help);
    }

    /** Makes the choice of the function; to be called once, while the page is made. */
    protected final FunctionCombo createCombo(Composite parent) {
        combo = new FunctionCombo(parent, this::choose);
        getSite().getPage().addSelectionListener(UiIds.FUNCTIONS_VIEW, selectionListener);
        return combo;
    }

    /** Another function is shown from now on, or none of no guest; what was shown is to be forgotten. */
    protected abstract void follow(GuestSession session, Long function);

    /**
     * Shows a state of the guest.
     *
     * @param function the function that is followed; empty while the guest has none of that FID
     */
    protected abstract void show(GuestSession session, SessionState state, Optional<FunctionSnapshot> function);

    @Override
    protected final void follow(ZpciDebugTarget target) {
        fid = null;
        combo.offer(List.of(), null);
        follow(null, null);
    }

    @Override
    protected final void show(GuestSession session, SessionState state) {
        List<FunctionSnapshot> functions = functions(state);
        if (fid == null && !functions.isEmpty()) {
            fid = firstChoice(functions);
            follow(session, fid);
        }
        combo.offer(functions, fid);
        show(session, state, find(functions, fid));
    }

    private static List<FunctionSnapshot> functions(SessionState state) {
        return state.snapshot() == null ? List.of() : state.snapshot().functions();
    }

    private static Optional<FunctionSnapshot> find(List<FunctionSnapshot> functions, Long wanted) {
        return functions.stream()
                .filter(function -> Long.valueOf(function.fid()).equals(wanted))
                .findFirst();
    }

    private long firstChoice(List<FunctionSnapshot> functions) {
        Long selected = fid(getSite().getWorkbenchWindow().getSelectionService().getSelection(UiIds.FUNCTIONS_VIEW));
        return find(functions, selected).orElse(functions.get(0)).fid();
    }

    private void selected(IWorkbenchPart part, ISelection selection) {
        Long selected = fid(selection);
        if (selected != null && !isFrozen()) {
            choose(selected);
        }
    }

    private static Long fid(ISelection selection) {
        return selection instanceof IStructuredSelection structured
                        && structured.getFirstElement() instanceof FunctionElement element
                ? element.fid()
                : null;
    }

    /** Shows a function of the guest that is shown; what was frozen is no longer. */
    public final void choose(long wanted) {
        ZpciDebugTarget target = target();
        if (target == null || Long.valueOf(wanted).equals(fid)) {
            return;
        }
        fid = wanted;
        follow(target.session(), wanted);
        if (isFrozen()) {
            setFrozen(false);
        } else {
            SessionState state = target.session().state();
            combo.offer(functions(state), wanted);
            show(target.session(), state, find(functions(state), wanted));
        }
    }

    /** The FID of the function that is shown, null for none. */
    public final Long function() {
        return fid;
    }

    @Override
    public void dispose() {
        getSite().getPage().removeSelectionListener(UiIds.FUNCTIONS_VIEW, selectionListener);
        super.dispose();
    }
}
