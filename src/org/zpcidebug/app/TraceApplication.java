package org.zpcidebug.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The headless application {@code org.zpcidebug.trace}. */
public final class TraceApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        context.applicationRunning();
        Object arguments = context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        List<String> list = arguments instanceof String[] given ? List.of(given) : List.of();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status = new Trace().execute(list, out, System.err);
        out.flush();
        return status;
    }

    @Override
    public void stop() {
        // A command has its own bounds; ending the process needs nothing more.
    }
}
