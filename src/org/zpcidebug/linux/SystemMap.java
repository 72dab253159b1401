package org.zpcidebug.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A System.map: lines of an address, a letter and a name, with the addresses at which the kernel was linked. */
@SuppressWarnings("nls")
final class SystemMap {

    private static final int MAX_LINES = 4_000_000;
    private static final long MAX_BYTES = 256L << 20;
    private static final int HEXADECIMAL = 16;
    private static final int PARTS = 3;
    private static final int LONGEST_LINE = 1024;
    private static final int ROOM = 100_000;

    private SystemMap() {}

    /** Reads the file. */
    static SymbolTable read(Path path) throws Problem {
        SymbolTable.Builder table = new SymbolTable.Builder(ROOM);
        int lines = 0;
        UserFile.check(path, MAX_BYTES);
        try (BufferedReader reader = Files.newBufferedReader(path, ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                if (lines > MAX_LINES || !addLine(table, line)) {
                    throw Problem.of("map.noMap", path.toString(), Integer.toString(lines));
                }
            }
        } catch (IOException e) {
            throw UserFile.unreadable(path, e);
        }
        return table.build();
    }

    private static boolean addLine(SymbolTable.Builder table, String line) {
        String[] parts = line.split(" ", PARTS);
        if (line.length() > LONGEST_LINE || parts.length != PARTS) {
            return false;
        }
        try {
            table.add(parts[2], Long.parseUnsignedLong(parts[0], HEXADECIMAL));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
