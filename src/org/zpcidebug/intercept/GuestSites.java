package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zpcidebug.intercept.InterceptException.Reason;
import org.zpcidebug.linux.Known;

/** The guest's code as a session knows it: found when it is needed, and again after the guest was started anew. */
@SuppressWarnings("nls")
final class GuestSites {

    /** A guest that boots has a kernel sooner or later. */
    private static final long PAUSE = Duration.ofMillis(300).toNanos();

    private static final long CHECK = Duration.ofSeconds(1).toNanos();

    /** Of a guest whose code is not known. */
    private static final GuestCode NONE = new GuestCode() {
        @Override
        public List<Site> sites() {
            return List.of();
        }

        @Override
        public Optional<Place> place(long address) {
            return Optional.empty();
        }

        @Override
        public OptionalLong fid(long handle) {
            return OptionalLong.empty();
        }
    };

    private final InterceptGuest guest;
    private Optional<GuestCodeFinder.Range> range = Optional.empty();
    private GuestCode code = NONE;
    private FrameRules rules = new FrameRules(NONE);
    private Set<Site> excluded = Set.of();
    private long checkedAt;
    private String problem = "";
    private boolean searching;
    private long lookedAt;

    GuestSites(InterceptGuest guest) {
        this.guest = guest;
    }

    /** Where to look in a guest without symbols, from now on. */
    void range(Optional<GuestCodeFinder.Range> named) {
        range = named;
        forget();
    }

    /** What is known now; nothing is asked. */
    GuestCode code() {
        return code;
    }

    /** Where its functions have frames. */
    FrameRules rules() {
        return rules;
    }

    /** Its PCI instructions that are still there. */
    List<Site> present() {
        return code.sites().stream().filter(site -> !excluded.contains(site)).toList();
    }

    /** It is time to look whether they are. */
    boolean isCheckDue(long now) {
        boolean isDue = isKnown() && now - checkedAt >= CHECK;
        checkedAt = isDue ? now : checkedAt;
        return isDue;
    }

    /** Those of these whose place holds something else now. */
    List<Site> overwritten(List<Site> sites) {
        return code.overwritten(sites);
    }

    /**
     * Notices code that was loaded or taken away since, for instance a module.
     *
     * @return whether its PCI instructions are others now
     */
    boolean renew() {
        Optional<GuestCode> now = code.renewed();
        if (now.isEmpty()) {
            return false;
        }
        List<Site> before = code.sites();
        code = now.get();
        rules = new FrameRules(code);
        return !code.sites().equals(before);
    }

    /** These are not there any more. */
    void exclude(List<Site> gone) {
        Set<Site> all = new HashSet<>(excluded);
        all.addAll(gone);
        excluded = all;
    }

    private void is(GuestCode found) {
        code = found;
        rules = new FrameRules(found);
        excluded = Set.of();
    }

    boolean isKnown() {
        return code != NONE;
    }

    /** Whether it is looked for again and again. */
    boolean isSearching() {
        return searching;
    }

    /** Why it is not known. */
    String problem() {
        return problem;
    }

    /** Looks for it unless it is known; says whether it is. When it is not, it is to be looked for again. */
    boolean find() {
        if (isKnown()) {
            renew();
        } else {
            Known<GuestCode> found = guest.code(range);
            lookedAt = System.nanoTime();
            searching = !found.isKnown();
            problem = searching ? found.problem() : "";
            is(found.orElse(NONE));
        }
        return isKnown();
    }

    /** As {@link #find}, where nothing can be done without. */
    GuestCode need() {
        if (!find()) {
            searching = false;
            throw InterceptException.of(Reason.NO_CODE, "noCode", problem);
        }
        return code;
    }

    /** It is time to look again. */
    boolean isDue(long now) {
        return searching && now - lookedAt >= PAUSE;
    }

    /** The guest has other code from now on. */
    void forget() {
        is(NONE);
        searching = false;
    }

    /** It is to be looked for until it is found. */
    void search() {
        searching = true;
    }
}
