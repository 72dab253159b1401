package org.zpcidebug.ui.breakpoints;

import java.util.List;
import java.util.OptionalLong;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.zpcidebug.debug.InterceptSettings;

/** Opens the dialog that adds a breakpoint; from the Functions view it proposes the selected function. */
public final class AddBreakpointHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Long fid = BreakpointToggles.selectedFunction();
        InterceptSettings proposed =
                fid == null ? InterceptSettings.ALL : InterceptSettings.of(List.of(), OptionalLong.of(fid));
        new AddBreakpointDialog(HandlerUtil.getActiveShell(event), proposed).open();
        return null;
    }
}
