package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.zpcidebug.Text;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.hypervisor.RunStatus;
import org.zpcidebug.intercept.InterceptEvent.Kind;
import org.zpcidebug.intercept.InterceptException.Reason;
import org.zpcidebug.intercept.InterceptState.Phase;
import org.zpcidebug.s390.Hex;

/** Lets a guest run and stand as it is asked to. Everything but {@link #abandon} belongs to the session's thread. */
@SuppressWarnings("nls")
final class GuestDebugger {

    private static final long CHORES = Duration.ofMillis(200).toNanos();

    /** QEMU's names of the run states in which somebody wants the guest to stand. */
    private static final Set<String> STANDS = Set.of("paused", "suspended", "shutdown", "prelaunch");

    private final GuestLink link;
    private final GuestSites sites;
    private final SessionStatus status;
    private final Stops stops;
    private long choresAt;

    GuestDebugger(InterceptGuest guest, InterceptPublisher publisher, TaskQueue tasks) {
        link = new GuestLink(guest, tasks);
        sites = new GuestSites(guest);
        status = new SessionStatus(publisher);
        stops = new Stops(guest, link, sites, status);
    }

    GuestLink link() {
        return link;
    }

    SessionStatus status() {
        return status;
    }

    Stops stops() {
        return stops;
    }

    GuestCode code() {
        return sites.code();
    }

    FrameRules rules() {
        return sites.rules();
    }

    boolean isClosed() {
        return status.phase() == Phase.CLOSED;
    }

    /** Waits for the guest for a while, and does what its stops ask for. */
    void await(Duration limit) {
        if (link.isRunning()) {
            Optional<StopReply> reply = link.client().awaitStop(limit);
            if (reply.isPresent() && !stops.decide(reply.get())) {
                link.client().resume();
            }
        } else if (link.isOpen()) {
            link.client().awaitEnd(limit);
            if (status.isStopped() && link.others().letItRun()) {
                letRunByAnother();
            }
        }
        long now = System.nanoTime();
        if (now - choresAt > CHORES) {
            choresAt = now;
            chores(now);
        }
    }

    /** Another client of QEMU let the guest run while it stood for us: where its CPUs were does not hold any more. */
    private void letRunByAnother() {
        status.notice(Kind.OTHER_CLIENT, Text.of(GuestDebugger.class, "notice.otherClient"));
        stops.overtaken();
        String now = link.others().status().map(RunStatus::status).orElse("");
        if (STANDS.contains(now)) {
            stops.stand(StoppedGuest.Reason.OTHER, Set.of(), link.first());
        } else {
            // It runs, or stands at one of our breakpoints without a word to us: from here on we hear of it again.
            link.others().regain(link.client());
            resume();
        }
    }

    /** Where to look for PCI instructions in a guest without symbols. */
    void range(Optional<GuestCodeFinder.Range> range) {
        sites.range(range);
    }

    List<Site> sites() {
        return sites.need().sites();
    }

    StoppedGuest suspend() {
        needOpen();
        if (!link.isOpen()) {
            link.open(this::heard);
            standWhereFound();
        } else if (!status.isStopped()) {
            Optional<StopReply> reply = link.client().suspend();
            if (reply.isEmpty() || !staysAt(reply.get())) {
                StubThread thread = reply.flatMap(StopReply::thread).orElseGet(link::first);
                stops.stand(StoppedGuest.Reason.SUSPENDED, Set.of(), thread);
            }
        }
        return status.stopped();
    }

    private void standWhereFound() {
        StoppedGuest.Reason reason = link.foundRunning() ? StoppedGuest.Reason.SUSPENDED : StoppedGuest.Reason.FOUND;
        sites.find();
        stops.stand(reason, Set.of(), link.first());
    }

    /** Whether the guest stays where it is for the sake of a breakpoint; a stop that we asked for is none. */
    private boolean staysAt(StopReply reply) {
        return reply.kind() == StopReply.Kind.TRAPPED && stops.decide(reply);
    }

    void resume() {
        needOpen();
        if (!status.isStopped() || !stops.finishPending()) {
            return;
        }
        if (!isNeeded() && link.foundRunning()) {
            disconnect();
        } else {
            go(Phase.RUNNING);
        }
    }

    /** Whether the guest may stop for anything. */
    private boolean isNeeded() {
        return sites.isSearching() || !status.breakpoints().isEmpty();
    }

    /** Lets all CPUs run. */
    private void go(Phase next) {
        link.client().resume();
        status.becomes(next);
    }

    int setBreakpoints(List<InterceptBreakpoint> wanted) {
        needOpen();
        Map<String, ActiveBreakpoint> before = new HashMap<>();
        status.breakpoints().forEach(one -> before.put(one.id(), one));
        List<ActiveBreakpoint> set = wanted.stream()
                .filter(InterceptBreakpoint::enabled)
                .map(one -> ActiveBreakpoint.of(one, before.get(one.id())))
                .toList();
        boolean isKnown = set.isEmpty() || sites.find();
        status.breakpoints(set);
        status.problem(isKnown ? "" : sites.problem());
        if (link.isOpen() || !set.isEmpty() && isKnown) {
            whileStanding(stops::arm);
        }
        status.publish();
        return stops.size();
    }

    void runToNextIntercept(CompletableFuture<StoppedGuest> stop) {
        needOpen();
        sites.need();
        if (!status.isStopped() && !suspend().breakpoints().isEmpty()) {
            // The breakpoint that the guest was at is the next intercept.
            stop.complete(status.stopped());
            return;
        }
        status.awaited(stop);
        if (stops.finishPending()) {
            stops.arm(true);
            go(Phase.STEPPING);
        }
    }

    /** Runs to a place. */
    void runTo(long address, StubThread thread, long stackPointer, CompletableFuture<StoppedGuest> stop) {
        status.awaited(stop);
        if (stops.finishPending()) {
            stops.aim(address, thread, stackPointer);
            go(Phase.STEPPING);
        }
    }

    /** Does something while the guest stands, and lets it do afterwards what it did before. */
    <T> T whileStanding(Supplier<T> work) {
        needOpen();
        boolean wasAway = !link.isOpen();
        Phase before = status.phase();
        if (wasAway) {
            link.open(this::heard);
        } else {
            link.client().suspend().ifPresent(this::staysAt);
        }
        try {
            return work.get();
        } finally {
            if (link.isOpen() && !link.isBroken()) {
                if (status.isStopped()) {
                    // The work may have let a CPU run.
                    link.others().stands();
                } else {
                    goOn(wasAway, before);
                }
            }
        }
    }

    private void goOn(boolean wasAway, Phase before) {
        if (!isNeeded() && before != Phase.STEPPING && link.foundRunning()) {
            disconnect();
        } else if (wasAway && !link.foundRunning()) {
            standWhereFound();
        } else {
            link.client().resume();
            if (wasAway) {
                status.becomes(Phase.RUNNING);
            }
        }
    }

    boolean isLeftBehind() {
        return !link.isOpen() && link.repair().isNeeded();
    }

    void repair() {
        needOpen();
        if (!link.isOpen()) {
            link.repair().repair();
        }
    }

    void leave() {
        needOpen();
        status.breakpoints(List.of());
        sites.forget();
        if (link.isOpen()) {
            disconnect();
        }
    }

    void close() {
        if (!isClosed()) {
            forgetStops();
            link.close();
            status.close();
        }
    }

    /** The thread does not come to an end: the guardian leaves the guest. Any thread. */
    void abandon() {
        link.abandon();
    }

    private void disconnect() {
        forgetStops();
        link.close();
        status.becomes(Phase.AWAY);
    }

    private void forgetStops() {
        stops.forget();
        status.overtaken();
    }

    /** Something failed on the connection: if it is gone, so is the stop. */
    void failed(StubException failure) {
        if (link.isBroken()) {
            lost(failure.getMessage());
        }
    }

    void lost(String why) {
        if (link.isOpen()) {
            String words = Text.of(GuestDebugger.class, "notice.lost", why);
            status.problem(words);
            status.breakpoints(List.of());
            disconnect();
            status.notice(Kind.CONNECTION_LOST, words);
        }
    }

    private void chores(long now) {
        if (status.phase() == Phase.RUNNING) {
            status.publishHits();
            if (sites.isCheckDue(now)) {
                check();
            }
        }
        if (isNeeded() && sites.isDue(now) && sites.find()) {
            status.problem("");
            int count = whileStanding(stops::arm);
            status.publish();
            String words = Text.of(GuestDebugger.class, "notice.sitesFound", Integer.toString(count));
            status.notice(Kind.SITES_FOUND, words);
        }
    }

    /** Looks whether what is stopped at is still there, and whether there is more. Reading the code disturbs nobody. */
    private void check() {
        List<Site> armed = stops.armedSites();
        if (sites.renew()) {
            renewed(armed);
            return;
        }
        List<Site> gone = sites.overwritten(armed);
        if (gone.isEmpty()) {
            return;
        }
        if (2 * gone.size() > armed.size()) {
            restart(Text.of(GuestDebugger.class, "notice.replaced"));
            return;
        }
        sites.exclude(gone);
        whileStanding(stops::arm);
        status.publish();
        gone.forEach(site -> noticeGone("notice.overwritten", site));
    }

    /** A module was loaded or unloaded. */
    private void renewed(List<Site> before) {
        int count = whileStanding(stops::arm);
        status.publish();
        List<Site> now = stops.armedSites();
        if (!before.containsAll(now)) {
            status.notice(Kind.SITES_FOUND, Text.of(GuestDebugger.class, "notice.moreSites", Integer.toString(count)));
        }
        before.stream().filter(site -> !now.contains(site)).forEach(site -> noticeGone("notice.unloaded", site));
    }

    private void noticeGone(String key, Site site) {
        String place = site.symbol().isEmpty() ? Hex.of(site.address()) : site.symbol();
        String name = site.instruction().opcode().name();
        status.notice(Kind.SITE_OVERWRITTEN, Text.of(GuestDebugger.class, key, place, name));
    }

    /** The guest has other code from now on. */
    private void restart(String words) {
        sites.forget();
        status.notice(Kind.GUEST_RESET, words);
        if (status.isStopped()) {
            stops.disarm();
            stops.stand(StoppedGuest.Reason.RESET, Set.of(), link.first());
        } else {
            whileStanding(() -> {
                stops.disarm();
                return null;
            });
        }
        if (!status.breakpoints().isEmpty()) {
            sites.search();
        }
    }

    /** What QEMU announced. */
    private void heard(String event) {
        if (event.equals("RESET") && link.isOpen()) {
            restart(Text.of(GuestDebugger.class, "notice.reset"));
        }
    }

    void noticeWaiting(int cpu) {
        status.notice(Kind.CPU_WAITING, Text.of(GuestDebugger.class, "notice.waiting", Integer.toString(cpu)));
    }

    void needOpen() {
        if (isClosed()) {
            throw SessionStatus.ended();
        }
    }

    StoppedGuest needStopped() {
        needOpen();
        if (!status.isStopped()) {
            throw InterceptException.of(Reason.RUNNING, "running");
        }
        return status.stopped();
    }
}
