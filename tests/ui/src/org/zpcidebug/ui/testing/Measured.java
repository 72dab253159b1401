package org.zpcidebug.ui.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.zpcidebug.testing.Repository;

/** Times that tests take and do not judge, for a person to read: the reports of tests in a workbench have no room for them. */
public final class Measured {

    private Measured() {}

    /** Writes a line to {@code measured.txt} in the test's target folder. */
    public static void publish(String what, String result) {
        Path file = Repository.path("tests/ui/target/measured.txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    what + ": " + result + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
