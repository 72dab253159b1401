package org.zpcidebug.zpci;

import java.util.List;
import org.zpcidebug.Text;

/**
 * What looking through all tables of a function gave, besides the mappings themselves.
 *
 * @param end how it ended
 * @param mappings how many valid mappings were listed
 * @param bytes how much DMA addresses they cover; a space without tables and without a known end counts as 0
 * @param largeFrames of the mappings, those of 1 MiB
 * @param readOnly of the mappings, those that the device may only read
 * @param stale page-table entries that are invalid and still name a frame
 * @param tables how many tables there are; one that is reached in several ways counts once
 * @param tableBytes their size
 * @param problems entries that make no sense and tables that cannot be read: the first {@link #MOST_PROBLEMS}
 * @param problemCount how many there were in all
 */
public record ScanResult(
        End end,
        long mappings,
        long bytes,
        long largeFrames,
        long readOnly,
        long stale,
        long tables,
        long tableBytes,
        List<TableProblem> problems,
        long problemCount) {

    /** How many problems are kept. */
    public static final int MOST_PROBLEMS = 16;

    /** How it ended. */
    @SuppressWarnings("nls")
    public enum End {
        /** All was looked through. */
        COMPLETE,
        /** There are more mappings than wanted. */
        TOO_MANY_MAPPINGS,
        /** There are more tables than wanted. */
        TOO_MANY_TABLES,
        /** It was cancelled. */
        CANCELLED,
        /** The anchor designates something whose format is not known. */
        UNKNOWN_FORMAT;

        /** In words for the user. */
        public String words() {
            return Text.of(End.class, "scan." + name());
        }
    }

    /**
     * Something wrong with a table.
     *
     * @param iova the first DMA address that is concerned
     * @param address absolute address of the entry, or of the table that cannot be read
     * @param words what is wrong, for the user
     */
    public record TableProblem(TableLevel level, long iova, long address, String words) {}

    /** Whether it came to the end; there may be tables that it could not read. */
    public boolean isComplete() {
        return end == End.COMPLETE;
    }
}
