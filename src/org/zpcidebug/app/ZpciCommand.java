package org.zpcidebug.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.zpcidebug.Text;

/** The entry of the {@code zpci} script: the headless applications without an Eclipse. */
@SuppressWarnings("nls")
public final class ZpciCommand {

    private static final Map<String, Command> COMMANDS = Map.of("inspect", new Inspect(), "trace", new Trace());

    private ZpciCommand() {}

    /** Runs the command that the first argument names with the others, and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), utf8(FileDescriptor.out), utf8(FileDescriptor.err)));
    }

    /** As {@link #main} without ending the process. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Command command = arguments.isEmpty() ? null : COMMANDS.get(arguments.get(0));
        if (command == null) {
            String key = arguments.isEmpty() ? "usage.noCommand" : "usage.unknownCommand";
            String message = Text.of(ZpciCommand.class, key, arguments.isEmpty() ? "" : arguments.get(0));
            return Execution.tell(err, message, Command.BAD_ARGUMENTS);
        }
        return command.execute(arguments.subList(1, arguments.size()), out, err);
    }

    /** What is written is UTF-8 wherever it runs. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
