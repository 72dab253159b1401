package org.zpcidebug.zpci;

import java.util.List;
import java.util.Optional;
import org.zpcidebug.Text;
import org.zpcidebug.s390.Hex;

/**
 * Where a DMA address leads, or why nowhere, with the way there.
 *
 * @param iova the DMA address
 * @param steps a table each, the first one first; empty where no tables are used
 * @param verdict what came of it
 * @param address the absolute address; meaningless unless it {@link #leadsSomewhere}
 */
@SuppressWarnings("nls")
public record DmaTranslation(DmaSpace space, long iova, List<WalkStep> steps, Verdict verdict, long address) {

    /** What comes of translating a DMA address. */
    public enum Verdict {
        /** It leads to storage, for reading and writing. */
        MAPPED,
        /** It leads to storage that the device may only read. */
        READ_ONLY,
        /** Nothing was ever mapped there. */
        NEVER_MAPPED,
        /** It was mapped and is not any more; the entry still names what it led to. */
        UNMAPPED,
        /** It is outside of the DMA addresses that the function may use, or that its tables reach. */
        OUTSIDE,
        /** A table entry makes no sense. */
        TABLE_ERROR,
        /** A table cannot be read. */
        UNREADABLE,
        /** The anchor designates something whose format is not known. */
        UNKNOWN_FORMAT
    }

    /** Whether there is an absolute address. */
    public boolean leadsSomewhere() {
        return verdict == Verdict.MAPPED || verdict == Verdict.READ_ONLY;
    }

    /** Whether the device may write there. */
    public boolean isWritable() {
        return verdict == Verdict.MAPPED;
    }

    /** The last step, the one that decided; empty when there is none. */
    public Optional<WalkStep> last() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    /**
     * The error event that follows, as QEMU does it: for a table that makes no sense when the address is refreshed, else
     * when the device uses the address. Reading a read-only page is fine, writing it raises this.
     */
    public Optional<ErrorEvent> event() {
        return switch (verdict) {
            case MAPPED, UNREADABLE, UNKNOWN_FORMAT -> Optional.empty();
            case READ_ONLY, NEVER_MAPPED, UNMAPPED -> Optional.of(ErrorEvent.PROTECTION);
            case OUTSIDE -> Optional.of(ErrorEvent.OUT_OF_RANGE);
            case TABLE_ERROR -> last().flatMap(WalkStep::entry).flatMap(TableEntry::error);
        };
    }

    /** Why it leads nowhere or may not be written, in words; empty when all is well. */
    public Optional<String> reason() {
        if (verdict == Verdict.MAPPED) {
            return Optional.empty();
        }
        String key = "walk." + verdict;
        return Optional.of(
                switch (verdict) {
                    case OUTSIDE -> text(key, Hex.of(iova), space.reach());
                    case UNKNOWN_FORMAT -> text(key, space.iota(), space.iota().designation());
                    case READ_ONLY -> text(key, protector());
                    case UNREADABLE -> text(key, table(), lastStep().problem());
                    case TABLE_ERROR ->
                        text(key, entry(), table(), event().orElseThrow().words());
                    case UNMAPPED -> text(key, entry(), table(), Hex.of(entry().origin()));
                    default -> text(key, entry(), table());
                });
    }

    /** What makes the address read-only. */
    private String protector() {
        return steps.stream()
                .filter(step -> step.entry().filter(TableEntry::isProtected).isPresent())
                .findFirst()
                .map(step -> text("walk.protectedBy", step.level().label()))
                .orElseGet(() -> text("walk.protectedByAnchor"));
    }

    private WalkStep lastStep() {
        return last().orElseThrow();
    }

    private String table() {
        return lastStep().level().label();
    }

    private TableEntry entry() {
        return lastStep().entry().orElseThrow();
    }

    private static String text(String key, Object... arguments) {
        return Text.of(DmaTranslation.class, key, arguments);
    }
}
