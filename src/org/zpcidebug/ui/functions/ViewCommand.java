package org.zpcidebug.ui.functions;

import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.zpcidebug.ui.UiIds;

/**
 * The Functions view's own commands for keys and Quick Access; which one it is stands after the class name in plugin.xml.
 * They go to the view in the active page.
 */
public final class ViewCommand extends AbstractHandler implements IExecutableExtension {

    private static final Map<String, Consumer<FunctionsView>> COMMANDS = Map.of(
            UiIds.COPY_JSON, FunctionsView::copyAsJson,
            UiIds.COLUMNS, FunctionsView::chooseColumns,
            UiIds.DETAILS, FunctionsView::toggleDetails);

    private Consumer<FunctionsView> command = view -> {};

    @Override
    public void setInitializationData(IConfigurationElement element, String property, Object data) {
        command = COMMANDS.getOrDefault(String.valueOf(data), command);
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        IViewPart view =
                window.getActivePage() == null ? null : window.getActivePage().findView(UiIds.FUNCTIONS_VIEW);
        if (view instanceof FunctionsView functions) {
            command.accept(functions);
        }
        return null;
    }
}
