package org.zpcidebug.ui.views;

import java.util.List;
import org.eclipse.swt.widgets.Composite;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.launch.FindGuestsDialog;

/** What the view shows while there is no guest: how to get one. */
public final class WelcomePage {

    private WelcomePage() {}

    /** Makes the page. */
    public static MessagePage create(Composite parent) {
        return new MessagePage(
                parent,
                Messages.Welcome_Heading,
                Messages.Welcome_Explain,
                List.of(
                        new MessagePage.Choice(
                                Icons.CONNECT,
                                Messages.Welcome_Connect,
                                Messages.Welcome_ConnectHint,
                                () -> Launches.connect(parent.getShell())),
                        new MessagePage.Choice(
                                Icons.FIND,
                                Messages.Welcome_Find,
                                Messages.Welcome_FindHint,
                                () -> FindGuestsDialog.choose(parent.getShell()).ifPresent(Launches::attach)),
                        new MessagePage.Choice(
                                Icons.DEMO, Messages.Welcome_Demo, Messages.Welcome_DemoHint, Launches::startDemo)));
    }
}
