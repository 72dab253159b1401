package org.zpcidebug.app;

import java.io.PrintStream;
import java.util.List;
import org.zpcidebug.Text;

/** Runs commands so that scripts can rely on them: one line for each failure, and an exit status. */
@SuppressWarnings("nls")
final class Execution {

    private Execution() {}

    static int of(Command command, List<String> arguments, PrintStream out, PrintStream err) {
        try {
            command.run(arguments, out);
            if (out.checkError()) {
                return tell(err, Text.of(Execution.class, "output.failed"), Command.FAILURE);
            }
            return Command.SUCCESS;
        } catch (UsageException e) {
            return tell(err, e.getMessage(), Command.BAD_ARGUMENTS);
        } catch (RuntimeException e) {
            return tell(err, e.getMessage() == null ? e.toString() : e.getMessage(), Command.FAILURE);
        }
    }

    static int tell(PrintStream err, String message, int status) {
        err.println("zpci: " + message.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
        return status;
    }
}
