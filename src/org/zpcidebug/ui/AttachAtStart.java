package org.zpcidebug.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.ui.functions.FunctionsView;

/**
 * Attaches to a guest as soon as the workbench is up, for scripts that start one. Two system properties of Eclipse's Java
 * machine say what to do: {@code org.zpcidebug.attach} is the monitor's address, and {@code org.zpcidebug.attach.report},
 * where it is set, a file into which the FIDs are written once the Functions view shows functions.
 */
public final class AttachAtStart implements IStartup {

    private static final String ADDRESS = "org.zpcidebug.attach"; //$NON-NLS-1$
    private static final String REPORT = "org.zpcidebug.attach.report"; //$NON-NLS-1$
    private static final int LOOK_AGAIN_MILLIS = 200;

    @Override
    public void earlyStartup() {
        String address = System.getProperty(ADDRESS);
        if (address == null || !PlatformUI.isWorkbenchRunning()) {
            return;
        }
        Display display = PlatformUI.getWorkbench().getDisplay();
        display.asyncExec(() -> Launches.attach(address));
        String report = System.getProperty(REPORT);
        if (report != null) {
            display.asyncExec(() -> report(display, Path.of(report)));
        }
    }

    private static void report(Display display, Path file) {
        List<String> shown = shownFunctions();
        if (shown.isEmpty()) {
            display.timerExec(LOOK_AGAIN_MILLIS, () -> report(display, file));
            return;
        }
        // Painted first, reported then: whoever waits for the file takes a picture next.
        display.timerExec(LOOK_AGAIN_MILLIS, () -> new Thread(() -> write(file, shown), REPORT).start());
    }

    private static List<String> shownFunctions() {
        for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) {
            IWorkbenchPage page = window.getActivePage();
            if (page != null && page.findView(UiIds.FUNCTIONS_VIEW) instanceof FunctionsView view) {
                return view.shownFunctions();
            }
        }
        return List.of();
    }

    private static void write(Path file, List<String> shown) {
        try {
            Files.writeString(file, String.join(" ", shown) + System.lineSeparator()); //$NON-NLS-1$
        } catch (IOException e) {
            // Whoever waits for the file finds that it does not come; there is nobody else to tell.
        }
    }
}
