package org.zpcidebug.intercept;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.zpcidebug.intercept.InterceptEvent.Kind;
import org.zpcidebug.intercept.InterceptException.Reason;
import org.zpcidebug.intercept.InterceptState.Phase;

/** Where a session stands, who waits for it to stand, and who is told. Belongs to the session's thread. */
@SuppressWarnings("nls")
final class SessionStatus {

    private final InterceptPublisher publisher;
    private Phase phase = Phase.AWAY;
    private StoppedGuest stopped;
    private List<ActiveBreakpoint> breakpoints = List.of();
    private int sites;
    private String problem = "";
    private CompletableFuture<StoppedGuest> waiting;

    SessionStatus(InterceptPublisher publisher) {
        this.publisher = publisher;
    }

    Phase phase() {
        return phase;
    }

    boolean isStopped() {
        return phase == Phase.STOPPED;
    }

    StoppedGuest stopped() {
        return stopped;
    }

    List<ActiveBreakpoint> breakpoints() {
        return breakpoints;
    }

    /** Changes what is told with the next state. */
    void breakpoints(List<ActiveBreakpoint> set) {
        breakpoints = set;
    }

    /** Changes what is told with the next state. */
    void sites(int count) {
        sites = count;
    }

    /** Changes what is told with the next state; empty text when all is well. */
    void problem(String words) {
        problem = words;
    }

    /** The guest stands: whoever waits for that has it. */
    void stands(StoppedGuest read) {
        stopped = read;
        phase = Phase.STOPPED;
        publish();
        CompletableFuture<StoppedGuest> answered = waiting;
        waiting = null;
        if (answered != null) {
            answered.complete(read);
        }
    }

    /** More of the same stop was read. */
    void readMore(StoppedGuest read) {
        stopped = read;
        publish();
    }

    /** The guest does something else now. */
    void becomes(Phase next) {
        phase = next;
        stopped = null;
        publish();
    }

    /** Somebody waits for the next stop; whoever waited before waits no longer. */
    void awaited(CompletableFuture<StoppedGuest> stop) {
        overtaken();
        waiting = stop;
    }

    /** Nobody waits any longer: it came otherwise. */
    void overtaken() {
        fail(InterceptException.of(Reason.ENDED, "overtaken"));
    }

    /** The session ends. */
    void close() {
        fail(ended());
        becomes(Phase.CLOSED);
    }

    private void fail(InterceptException why) {
        CompletableFuture<StoppedGuest> failed = waiting;
        waiting = null;
        if (failed != null) {
            failed.completeExceptionally(why);
        }
    }

    static InterceptException ended() {
        return InterceptException.of(Reason.ENDED, "ended");
    }

    /** Tells of hits that were counted since the last state. */
    void publishHits() {
        if (!hits().equals(publisher.state().hits())) {
            publish();
        }
    }

    void publish() {
        publisher.publish(new InterceptState(phase, Optional.ofNullable(stopped), hits(), sites, problem));
    }

    void tell(InterceptEvent event) {
        publisher.publish(event);
    }

    void notice(Kind kind, String words) {
        tell(new InterceptEvent.Noticed(Instant.now(), kind, words));
    }

    private Map<String, Long> hits() {
        Map<String, Long> hits = new LinkedHashMap<>();
        breakpoints.forEach(one -> hits.put(one.id(), one.counter().get()));
        return hits;
    }
}
