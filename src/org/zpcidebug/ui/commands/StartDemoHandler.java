package org.zpcidebug.ui.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.zpcidebug.ui.Launches;

/** Start Demo Guest. */
public final class StartDemoHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Launches.startDemo();
        return null;
    }
}
