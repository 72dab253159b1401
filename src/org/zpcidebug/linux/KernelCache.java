package org.zpcidebug.linux;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Symbols and types of kernels seen before, by build id: a few in memory, more in files. Shared by all sessions and
 * safe for several threads. What comes out is checked against the guest before it is believed: a build id is only what
 * a guest says.
 */
@SuppressWarnings("nls")
public final class KernelCache {

    private static final int IN_MEMORY = 3;

    private final Optional<KernelFiles> files;
    private final Map<String, KernelData> recent = new LinkedHashMap<>(IN_MEMORY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KernelData> eldest) {
            return size() > IN_MEMORY;
        }
    };

    private KernelCache(Optional<KernelFiles> files) {
        this.files = files;
    }

    /** Keeps kernels in memory only. */
    public static KernelCache inMemory() {
        return new KernelCache(Optional.empty());
    }

    /** Keeps files in that directory, which is made for its owner alone when it does not exist. */
    public static KernelCache in(Path directory) {
        return new KernelCache(Optional.of(new KernelFiles(directory)));
    }

    /** Keeps files where the user's programs keep such things: {@code $XDG_CACHE_HOME/zpcidebug}, else ~/.cache. */
    public static KernelCache ofUser() {
        String named = System.getenv("XDG_CACHE_HOME");
        Path caches = named != null && named.startsWith("/")
                ? Path.of(named)
                : Path.of(System.getProperty("user.home"), ".cache");
        return in(caches.resolve("zpcidebug").resolve("kernel-data"));
    }

    /** What is kept of a kernel, empty when there is nothing or it is damaged. */
    synchronized KernelData find(String buildId) {
        if (buildId.isEmpty()) {
            return KernelData.NONE;
        }
        return recent.computeIfAbsent(
                buildId, id -> files.flatMap(f -> f.read(id)).orElse(KernelData.NONE));
    }

    /** Keeps what is known of a kernel now. */
    synchronized void put(String buildId, KernelData data) {
        if (buildId.isEmpty()) {
            return;
        }
        boolean sameFile = find(buildId).isStoredLike(data);
        recent.put(buildId, data);
        if (!sameFile) {
            files.ifPresent(f -> f.write(buildId, data));
        }
    }
}
