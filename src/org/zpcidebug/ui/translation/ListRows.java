package org.zpcidebug.ui.translation;

import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.zpci.MappingRows;

/** The texts of the list of mappings. */
final class ListRows implements RowTable.Rows {

    private static final int IOVA = 0;
    private static final int SIZE = 1;
    private static final int ADDRESS = 2;
    private static final int ACCESS = 3;

    private final ListContent content;

    /** The rows of that content, none for null. */
    ListRows(ListContent content) {
        this.content = content;
    }

    @Override
    public int size() {
        return content == null ? 0 : content.rows().size();
    }

    @Override
    public String text(int row, int column) {
        MappingRows rows = content.rows();
        return switch (column) {
            case IOVA -> Addresses.hex(rows.iova(row));
            case SIZE -> Sizes.words(rows.bytes(row));
            case ADDRESS -> Addresses.hex(rows.address(row));
            case ACCESS -> rows.isWritable(row) ? Messages.Access_Writable : Messages.Access_ReadOnly;
            default -> content.listed().change(content.source(row));
        };
    }

    @Override
    public boolean isMarked(int row) {
        return content.listed().isChanged(content.source(row));
    }
}
