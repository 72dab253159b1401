package org.zpcidebug.ui.translation;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.zpcidebug.zpci.MappingRows;

/**
 * The rows of a list as text, in their order. JSON is one object a line, with the names that the headless application
 * uses for mappings; CSV and the clipboard's text have a line of headings first.
 */
final class MappingExport {

    private static final char COMMA = ',';
    private static final char TAB = '\t';
    private static final char LINE = '\n';
    private static final String JSON = ".json"; //$NON-NLS-1$
    private static final String IOVA = "iova"; //$NON-NLS-1$
    private static final String ADDRESS = "address"; //$NON-NLS-1$
    private static final String BYTES = "bytes"; //$NON-NLS-1$
    private static final String WRITABLE = "writable"; //$NON-NLS-1$
    private static final String CHANGE = "change"; //$NON-NLS-1$
    private static final String[] NAMES = {IOVA, ADDRESS, BYTES, WRITABLE, CHANGE};

    private final ListContent content;

    /** Exports those rows. */
    MappingExport(ListContent content) {
        this.content = content;
    }

    /** How many rows there are. */
    int size() {
        return content.rows().size();
    }

    /** Whether a file of that name is to be JSON. */
    static boolean isJson(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(JSON);
    }

    /** Writes the line of headings for CSV. */
    static void writeHeadings(Writer to) throws IOException {
        to.append(String.join(String.valueOf(COMMA), NAMES)).append(LINE);
    }

    /** Writes a row as a line of CSV or JSON. */
    void write(Writer to, int row, boolean json) throws IOException {
        to.append(json ? json(row) : line(row, COMMA)).append(LINE);
    }

    private String line(int row, char separator) {
        MappingRows rows = content.rows();
        return String.join(
                String.valueOf(separator),
                Addresses.hex(rows.iova(row)),
                Addresses.hex(rows.address(row)),
                Long.toUnsignedString(rows.bytes(row)),
                Boolean.toString(rows.isWritable(row)),
                change(row));
    }

    private String change(int row) {
        return content.listed().change(content.source(row));
    }

    private String json(int row) {
        MappingRows rows = content.rows();
        JsonObject object = new JsonObject();
        object.addProperty(IOVA, Addresses.hex(rows.iova(row)));
        object.addProperty(ADDRESS, Addresses.hex(rows.address(row)));
        object.addProperty(BYTES, rows.bytes(row));
        object.addProperty(WRITABLE, rows.isWritable(row));
        if (!change(row).isEmpty()) {
            object.addProperty(CHANGE, change(row));
        }
        return object.toString();
    }

    /** Rows for the clipboard: the given one, or for -1 the first so many. */
    String text(int row, int most) {
        StringBuilder text = new StringBuilder(String.join(String.valueOf(TAB), NAMES));
        int from = Math.max(0, row);
        int to = row < 0 ? Math.min(size(), most) : row + 1;
        for (int i = from; i < to; i++) {
            text.append(LINE).append(line(i, TAB));
        }
        return text.toString();
    }
}
