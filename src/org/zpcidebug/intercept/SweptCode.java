package org.zpcidebug.intercept;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.intercept.CodeSweep.Found;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;

/**
 * Code without symbols: a range of absolute storage that the user named. An instruction has to begin at its beginning.
 *
 * @param storage where it is
 * @param sites what was found in it
 */
@SuppressWarnings("nls")
record SweptCode(AbsoluteStorage storage, List<Site> sites) implements GuestCode {

    private static final long MOST_BYTES = 64 << 20;

    /** The PCI instructions in a range; none when it cannot be read. */
    static List<Site> sweep(AbsoluteStorage storage, long start, long bytes) {
        if (bytes <= 0 || bytes > MOST_BYTES) {
            return List.of();
        }
        StorageRead code = storage.read(start, (int) bytes);
        if (!code.isReadable()) {
            return List.of();
        }
        List<Found> found = CodeSweep.sweep(code.bytes(), 0, (int) bytes);
        return found.stream()
                .map(one -> new Site(start + one.offset(), one.instruction(), "", 0))
                .toList();
    }

    @Override
    public Optional<Place> place(long address) {
        return Optional.empty();
    }

    @Override
    public List<Site> overwritten(List<Site> armed) {
        return SiteCheck.overwritten(storage, address -> Translation.valid(address, address, true), armed);
    }

    @Override
    public OptionalLong fid(long handle) {
        return OptionalLong.empty();
    }
}
