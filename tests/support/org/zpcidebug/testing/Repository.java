package org.zpcidebug.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run from: the system property {@code zpcidebug.root}, else found upwards. */
public final class Repository {

    private static final Path ROOT = find();

    private Repository() {}

    /** The directory that holds plugin.xml and META-INF. */
    public static Path root() {
        return ROOT;
    }

    /** A file or directory below the root, named with slashes. */
    public static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    private static Path find() {
        String given = System.getProperty("zpcidebug.root");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("plugin.xml")) && Files.isDirectory(directory.resolve("META-INF"))) {
                return directory;
            }
        }
        throw new IllegalStateException("No checkout found from " + start + " upwards: set -Dzpcidebug.root");
    }
}
