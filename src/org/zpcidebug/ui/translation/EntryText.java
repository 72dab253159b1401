package org.zpcidebug.ui.translation;

import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.zpci.EntryBits;
import org.zpcidebug.zpci.TableEntry;

/** What the bits of a table entry say, one group of bits a line. */
final class EntryText {

    private static final String LINE = "\n"; //$NON-NLS-1$
    private static final int BITS = 63;

    private EntryText() {}

    /** The entry at an absolute address, explained. */
    static String of(TableEntry entry, long address) {
        String title = NLS.bind(
                Messages.Entry_Title, new Object[] {entry, entry.level().label(), Addresses.hex(address)});
        return EntryBits.of(entry).stream()
                        .map(EntryText::line)
                        .collect(Collectors.joining(LINE, title + LINE, "")) //$NON-NLS-1$
                + entry.error()
                        .map(error -> LINE + NLS.bind(Messages.Entry_Error, error.words()))
                        .orElse(""); //$NON-NLS-1$
    }

    /** Bits are numbered as s390 does, from 0 at the left. */
    private static String line(EntryBits bits) {
        int first = Long.numberOfLeadingZeros(bits.mask());
        int last = BITS - Long.numberOfTrailingZeros(bits.mask());
        return first == last
                ? NLS.bind(Messages.Entry_Bit, new Object[] {first, bits.value() == 0 ? 0 : 1, bits.words()})
                : NLS.bind(Messages.Entry_Bits, new Object[] {first, last, Addresses.hex(bits.value()), bits.words()});
    }

    /** What an entry says, in a word or two. */
    static String state(TableEntry entry) {
        return switch (entry.state()) {
            case VALID -> entry.isProtected() ? Messages.State_ReadOnly : Messages.State_Valid;
            case NEVER_USED -> Messages.State_NeverUsed;
            case STALE -> Messages.State_Stale;
            case ERROR -> Messages.State_Error;
        };
    }
}
