package org.zpcidebug.ui.interrupts;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.Remembered;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.CommonActions;
import org.zpcidebug.ui.views.FocusedCopy;
import org.zpcidebug.ui.views.FunctionView;

/** The MSI-X Vectors view: each vector from the message that the device sends to the CPU that took it. */
public final class VectorsView extends FunctionView {

    private static final int MOST_COPIED = 10_000;
    private static final String FILE = "vectors.csv"; //$NON-NLS-1$

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "zPCI vectors view"); //$NON-NLS-1$
        thread.setDaemon(true);
        return thread;
    });
    private VectorsPage page;
    private CommonActions common;
    private IAction export;

    /** The view. */
    public VectorsView() {
        super(UiIds.HELP_VECTORS);
    }

    @Override
    protected Control createPage(Composite parent) {
        page = new VectorsPage(
                parent, executor, Remembered.section(UiIds.VECTORS_VIEW), this::createCombo, this::reconnect);
        common = new CommonActions(
                this, new FocusedCopy(() -> page.shown().export().text(page.selectedRow(), MOST_COPIED), () -> {}));
        export = CommonActions.action(Messages.Action_Export, Icons.EXPORT, null, () -> page.shown()
                .export()
                .save(getSite().getShell(), Messages.Export_Vectors, FILE));
        common.fill(getViewSite().getActionBars(), List.of(export), List.of(List.of(export)));
        MenuManager menu = new MenuManager();
        menu.add(common.copy());
        menu.add(export);
        Table table = page.table().table().table();
        table.setMenu(menu.createContextMenu(table));
        return page.control();
    }

    @Override
    protected void follow(GuestSession session, Long function) {
        page.follow(session, function);
    }

    @Override
    protected void show(GuestSession session, SessionState state, Optional<FunctionSnapshot> function) {
        page.show(session, state);
    }

    /** What is shown. */
    VectorsPage page() {
        return page;
    }

    @Override
    public void focusFilter() {
        if (target() != null) {
            page.focusFilter();
        }
    }

    @Override
    protected void focusPage() {
        page.setFocus();
    }

    @Override
    protected void updateActions() {
        common.update();
        export.setEnabled(target() != null);
    }

    @Override
    public void dispose() {
        executor.shutdown();
        super.dispose();
    }
}
