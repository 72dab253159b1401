package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.PciInstruction;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;

/** Looks whether sites still hold their instructions. */
final class SiteCheck {

    private SiteCheck() {}

    /**
     * Those whose place holds something else. A place that cannot be read now is not one of them, but one that is not
     * mapped any more is: a module was unloaded.
     *
     * @param translation from the addresses of sites to absolute ones
     */
    static List<Site> overwritten(AbsoluteStorage storage, Function<Long, Translation> translation, List<Site> sites) {
        List<Site> gone = new ArrayList<>();
        List<Site> mapped = new ArrayList<>();
        List<Extent> extents = new ArrayList<>();
        for (Site site : sites) {
            Translation place = translation.apply(site.address());
            if (place.isValid()) {
                mapped.add(site);
                extents.add(new Extent(place.absolute(), site.instruction().length()));
            } else {
                gone.add(site);
            }
        }
        List<StorageRead> reads = extents.isEmpty() ? List.of() : storage.read(extents);
        for (int i = 0; i < reads.size(); i++) {
            StorageRead read = reads.get(i);
            Optional<PciInstruction> now = read.isReadable()
                    ? PciInstruction.at(read.bytes(), 0)
                    : Optional.of(mapped.get(i).instruction());
            if (now.isEmpty() || !now.get().equals(mapped.get(i).instruction())) {
                gone.add(mapped.get(i));
            }
        }
        return gone;
    }
}
