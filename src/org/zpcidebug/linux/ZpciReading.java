package org.zpcidebug.linux;

import java.util.List;
import java.util.Optional;

/**
 * All functions that Linux knows, at one moment.
 *
 * @param devices in the order of Linux's list
 * @param attempts how often the list was read until it was found unchanged, at least 1
 * @param problem why there are none, in words; null when they were read
 */
public record ZpciReading(List<ZpciDevice> devices, int attempts, String problem) {

    /** A list that could not be read. */
    static ZpciReading failed(int attempts, String problem) {
        return new ZpciReading(List.of(), attempts, problem);
    }

    /** Whether the functions were read; a guest may have none. */
    public boolean isKnown() {
        return problem == null;
    }

    /** The function with that FID. */
    public Optional<ZpciDevice> device(long fid) {
        return devices.stream().filter(d -> d.fid() == fid).findFirst();
    }
}
