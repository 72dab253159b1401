package org.zpcidebug.app;

import java.io.PrintStream;
import java.util.List;

/** A headless command. */
public interface Command {

    /** The exit status when all went well. */
    int SUCCESS = 0;

    /** The exit status when something failed. */
    int FAILURE = 1;

    /** The exit status when the arguments are wrong. */
    int BAD_ARGUMENTS = 2;

    /**
     * Does the work; called by {@link #execute}.
     *
     * @throws RuntimeException when it failed, with a message for the user
     */
    void run(List<String> arguments, PrintStream out);

    /**
     * Does the work and tells a failure in one line.
     *
     * @param out takes the result and nothing else
     * @param err takes the line, and nothing when all went well
     * @return the exit status
     */
    default int execute(List<String> arguments, PrintStream out, PrintStream err) {
        return Execution.of(this, arguments, out, err);
    }
}
