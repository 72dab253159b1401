package org.zpcidebug.ui.views;

import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;
import org.zpcidebug.ui.UiIds;

/**
 * The commands of all views of a guest, for keys and Quick Access; which one it is stands after the class name in
 * plugin.xml. They go to the active view, or to the Functions view when the active one is not ours.
 */
public final class ViewCommand extends AbstractHandler implements IExecutableExtension {

    private static final Map<String, Consumer<SessionView>> COMMANDS = Map.of(
            UiIds.REFRESH, SessionView::refresh,
            UiIds.FREEZE, view -> view.setFrozen(!view.isFrozen()),
            UiIds.FILTER, SessionView::focusFilter);

    private Consumer<SessionView> command = view -> {};

    @Override
    public void setInitializationData(IConfigurationElement element, String property, Object data) {
        command = COMMANDS.getOrDefault(String.valueOf(data), command);
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        if (page != null) {
            if (page.getActivePart() instanceof SessionView active) {
                command.accept(active);
            } else if (page.findView(UiIds.FUNCTIONS_VIEW) instanceof SessionView functions) {
                command.accept(functions);
            }
        }
        return null;
    }
}
