package org.zpcidebug.zpci;

import java.util.List;
import org.zpcidebug.Text;
import org.zpcidebug.s390.Hex;

/**
 * Some bits of a table entry that mean something together.
 *
 * @param mask which bits
 * @param value these bits, in place
 * @param words what their value means, for the user
 */
@SuppressWarnings("nls")
public record EntryBits(long mask, long value, String words) {

    /** All bits of an entry that have a meaning, the leftmost first. */
    public static List<EntryBits> of(TableEntry entry) {
        List<EntryBits> groups = groups(entry);
        if (!entry.isInvalid()) {
            return groups;
        }
        int invalid = entry.level() == TableLevel.PAGE ? TableEntry.PAGE_INVALID : TableEntry.INVALID;
        return groups.stream()
                .map(group -> group.mask() == invalid ? group : group.ofInvalid())
                .toList();
    }

    /** Nobody looks at the rest of an invalid entry, though it may tell where the entry led before. */
    private EntryBits ofInvalid() {
        boolean isAddress = mask < 0;
        if (isAddress && value != 0) {
            return new EntryBits(mask, value, text("bits.was", Hex.of(value)));
        }
        return new EntryBits(mask, value, text(isAddress ? "bits.nothing" : "bits.unused"));
    }

    private static List<EntryBits> groups(TableEntry entry) {
        return switch (entry.level()) {
            case PAGE ->
                List.of(
                        address(entry, ~0xfffL, "bits.frame"),
                        flag(entry, TableEntry.PAGE_INVALID, "bits.invalid"),
                        flag(entry, TableEntry.PROTECTED, "bits.protected"));
            case SEGMENT ->
                List.of(
                        entry.isFrame()
                                ? address(entry, ~0xfffffL, "bits.largeFrame")
                                : address(entry, ~0x7ffL, "bits.table"),
                        flag(entry, TableEntry.SEGMENT_FRAME, "bits.format"),
                        flag(entry, TableEntry.PROTECTED, "bits.protected"),
                        flag(entry, TableEntry.INVALID, "bits.invalid"),
                        type(entry));
            default ->
                List.of(
                        address(entry, ~0x3fffL, "bits.table"),
                        flag(entry, TableEntry.PROTECTED, "bits.protected"),
                        number(entry, TableEntry.OFFSET, "bits.offset"),
                        flag(entry, TableEntry.INVALID, "bits.invalid"),
                        type(entry),
                        number(entry, TableEntry.LENGTH, "bits.length"));
        };
    }

    private static EntryBits address(TableEntry entry, long mask, String key) {
        return new EntryBits(mask, entry.bits() & mask, text(key, Hex.of(entry.bits() & mask)));
    }

    private static EntryBits flag(TableEntry entry, int mask, String key) {
        long value = entry.bits() & mask;
        return new EntryBits(mask, value, text(key + (value == 0 ? ".0" : ".1")));
    }

    private static EntryBits number(TableEntry entry, int mask, String key) {
        long value = entry.bits() & mask;
        long number = value / Integer.lowestOneBit(mask);
        return new EntryBits(mask, value, text(key, Long.toString(number)));
    }

    private static EntryBits type(TableEntry entry) {
        int value = (int) entry.bits() & TableEntry.TYPE;
        TableLevel said = TableLevel.values()[value / Integer.lowestOneBit(TableEntry.TYPE) + 1];
        String key = said == entry.level() ? "bits.type" : "bits.wrongType";
        return new EntryBits(TableEntry.TYPE, value, text(key, said.label()));
    }

    private static String text(String key, Object... arguments) {
        return Text.of(EntryBits.class, key, arguments);
    }
}
