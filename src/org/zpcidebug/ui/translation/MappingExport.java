package org.zpcidebug.ui.translation;

import java.util.Arrays;
import java.util.List;
import org.zpcidebug.ui.views.RowsExport;
import org.zpcidebug.zpci.MappingRows;

/** The rows of a list to be copied or written, in their order, with the names that the headless application uses. */
final class MappingExport {

    private static final String IOVA = "iova"; //$NON-NLS-1$
    private static final String ADDRESS = "address"; //$NON-NLS-1$
    private static final String BYTES = "bytes"; //$NON-NLS-1$
    private static final String WRITABLE = "writable"; //$NON-NLS-1$
    private static final String CHANGE = "change"; //$NON-NLS-1$
    private static final List<String> NAMES = List.of(IOVA, ADDRESS, BYTES, WRITABLE, CHANGE);

    private MappingExport() {}

    /** Those rows. */
    static RowsExport of(ListContent content) {
        return new RowsExport(NAMES, content.rows().size(), row -> values(content, row));
    }

    private static List<Object> values(ListContent content, int row) {
        MappingRows rows = content.rows();
        String change = content.listed().change(content.source(row));
        return Arrays.asList(
                Addresses.hex(rows.iova(row)),
                Addresses.hex(rows.address(row)),
                rows.bytes(row),
                rows.isWritable(row),
                change.isEmpty() ? null : change);
    }
}
