package org.zpcidebug.ui.views;

import org.eclipse.jface.action.Action;
import org.zpcidebug.ui.Icons;

/** An action with a check mark. */
public final class Toggle extends Action {

    private final Runnable toggled;

    /** An action for a command; {@code toggled} changes what it shows. */
    public Toggle(String text, Icons icon, String command, Runnable toggled) {
        super(text, AS_CHECK_BOX);
        this.toggled = toggled;
        setImageDescriptor(icon.descriptor());
        setActionDefinitionId(command);
    }

    @Override
    public void run() {
        toggled.run();
    }
}
