package org.zpcidebug.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.AddressSpaceControl;
import org.zpcidebug.s390.DatWalk;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.DmaWalk;

/** Reads memory through an address space: each page is translated, and what leads somewhere is read in one go. */
final class SpaceReader {

    private static final int PAGE = 4096;
    private static final long PREFIX_AREA = 0x2000;

    private final AbsoluteStorage storage;
    private final LongFunction<Translation> translation;

    private SpaceReader(AbsoluteStorage storage, LongFunction<Translation> translation) {
        this.storage = storage;
        this.translation = translation;
    }

    /** Reads absolute storage. */
    static SpaceReader absolute(AbsoluteStorage storage) {
        return new SpaceReader(storage, address -> Translation.valid(address, address, true));
    }

    /** Reads as a CPU does. */
    static SpaceReader virtual(AbsoluteStorage storage, MemorySpace.Virtual space) {
        if (!space.psw().translates()) {
            return new SpaceReader(
                    storage, address -> Translation.valid(address, prefixed(address, space.prefix()), true));
        }
        long element =
                switch (space.psw().addressSpace()) {
                    case PRIMARY, ACCESS_REGISTER -> space.primary();
                    case SECONDARY -> space.secondary();
                    case HOME -> space.home();
                };
        DatWalk walk = new DatWalk(storage, AddressSpaceControl.of(element));
        return new SpaceReader(storage, address -> {
            Translation real = walk.translate(address);
            return real.isValid()
                    ? Translation.valid(address, prefixed(real.absolute(), space.prefix()), real.writable())
                    : real;
        });
    }

    /** Reads as a function does. */
    static SpaceReader dma(AbsoluteStorage storage, DmaSpace space) {
        return new SpaceReader(storage, iova -> {
            DmaTranslation walked = DmaWalk.translate(storage, space, iova);
            return walked.leadsSomewhere()
                    ? Translation.valid(iova, walked.address(), walked.isWritable())
                    : Translation.invalid(iova, walked.reason().orElseThrow());
        });
    }

    /** A CPU's first 8 KiB are where its prefix says, and what would be there is where they would be. */
    private static long prefixed(long real, long prefix) {
        if (Long.compareUnsigned(real, PREFIX_AREA) < 0) {
            return real + prefix;
        }
        return Long.compareUnsigned(real - prefix, PREFIX_AREA) < 0 ? real - prefix : real;
    }

    /** Reads; what cannot be translated or read says why. Stops at the end of the 64-bit addresses. */
    MemoryReading read(long address, int length) {
        List<Translation> pages = new ArrayList<>();
        List<Extent> extents = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int done = 0;
        while (done < length && Long.compareUnsigned(address + done, address) >= 0) {
            long at = address + done;
            int here = (int) Math.min(length - done, PAGE - (at & PAGE - 1));
            Translation page = translation.apply(at);
            pages.add(page);
            lengths.add(here);
            if (page.isValid()) {
                extents.add(new Extent(page.absolute(), here));
            }
            done += here;
        }
        return new MemoryReading(pieces(pages, lengths, storage.read(extents)));
    }

    private static List<MemoryReading.Piece> pieces(
            List<Translation> pages, List<Integer> lengths, List<StorageRead> reads) {
        List<MemoryReading.Piece> pieces = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < pages.size(); i++) {
            Translation page = pages.get(i);
            StorageRead read = page.isValid()
                    ? reads.get(next++)
                    : StorageRead.unreadable(new Extent(page.virtual(), lengths.get(i)), page.problem());
            pieces.add(new MemoryReading.Piece(page.virtual(), page.absolute(), read));
        }
        return List.copyOf(pieces);
    }
}
