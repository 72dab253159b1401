package org.zpcidebug.ui.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;
import org.zpcidebug.ui.Launches;

/** Connect...: opens the launch dialog. */
public final class ConnectHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Launches.connect(HandlerUtil.getActiveShell(event));
        return null;
    }
}
