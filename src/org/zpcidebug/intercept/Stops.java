package org.zpcidebug.intercept;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zpcidebug.Text;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.intercept.InterceptEvent.Kind;
import org.zpcidebug.intercept.StoppedGuest.Reason;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * Decides what becomes of each stop: whether anybody wants it, whether the instruction is executed at once, whether the
 * guest stays where it is. Belongs to the session's thread.
 */
@SuppressWarnings("nls")
final class Stops {

    private final InterceptGuest guest;
    private final GuestLink link;
    private final GuestSites sites;
    private final SessionStatus status;
    private final ArmedSites armed = new ArmedSites();
    private final Map<Integer, Intercept> pending = new HashMap<>();
    private final RegisterNames names = new RegisterNames();
    private boolean catchesAll;
    private Goal goal;
    private long number;

    Stops(InterceptGuest guest, GuestLink link, GuestSites sites, SessionStatus status) {
        this.guest = guest;
        this.link = link;
        this.sites = sites;
        this.status = status;
    }

    /** What becomes of a stop that nobody asked for: whether the guest stays where it is. */
    boolean decide(StopReply reply) {
        if (reply.kind() != StopReply.Kind.TRAPPED || reply.thread().isEmpty()) {
            status.notice(Kind.OTHER_CLIENT, Text.of(Stops.class, "notice.otherStopped"));
            stand(Reason.OTHER, Set.of(), reply.thread().orElseGet(link::first));
            return true;
        }
        StubThread thread = reply.thread().get();
        HitRegisters registers = new HitRegisters(client());
        if (goal != null && goal.isAt(registers.all().address())) {
            return atGoal(thread, registers.all());
        }
        ArmedSites.Armed site = goal == null && armed.only() != null
                ? armed.only()
                : armed.at(registers.all().address());
        if (site == null) {
            stand(Reason.OTHER, Set.of(), thread);
            return true;
        }
        return intercepted(new Intercept(client(), thread, site.site(), registers, sites.rules(), site.breakpoints()));
    }

    private boolean intercepted(Intercept intercept) {
        boolean isWanted = intercept.decide();
        if (!isWanted && !catchesAll) {
            intercept.pass();
            return false;
        }
        if (!catchesAll && intercept.suspending().isEmpty()) {
            intercept.execute();
            if (intercept.isTold()) {
                status.tell(intercept.told(guest, names));
            }
        }
        Set<String> ids = intercept.suspending();
        if (ids.isEmpty() && !catchesAll) {
            return false;
        }
        put(intercept);
        stand(ids.isEmpty() ? Reason.INTERCEPT : Reason.BREAKPOINT, ids, intercept.thread());
        return true;
    }

    /** Another CPU, or a deeper call, comes by the goal too. */
    private boolean atGoal(StubThread thread, GeneralRegisters registers) {
        if (!goal.isReached(thread, registers)) {
            client().step(thread);
            return false;
        }
        landed(thread);
        return true;
    }

    /** A CPU has come to an instruction by a step: if a breakpoint is there, it counts. */
    void landed(StubThread thread) {
        client().select(thread);
        HitRegisters registers = new HitRegisters(client());
        ArmedSites.Armed site = armed.at(registers.all().address());
        Set<String> ids = Set.of();
        if (site != null) {
            Intercept intercept = intercept(thread, site.site(), registers);
            ids = intercept.suspending();
            put(intercept);
        }
        stand(ids.isEmpty() ? Reason.STEP : Reason.BREAKPOINT, ids, thread);
    }

    /** An instruction at which a CPU stands, breakpoint there or not. */
    Intercept intercept(StubThread thread, Site site, HitRegisters registers) {
        ArmedSites.Armed here = armed.at(site.address());
        List<ActiveBreakpoint> breakpoints = here == null ? List.of() : here.breakpoints();
        Intercept intercept = new Intercept(client(), thread, site, registers, sites.rules(), breakpoints);
        intercept.decide();
        return intercept;
    }

    /** CPUs are no longer where they stood: another client of QEMU let the guest run. */
    void overtaken() {
        pending.clear();
    }

    /** The guest stands, and is read. */
    void stand(Reason reason, Set<String> ids, StubThread thread) {
        if (goal != null && goal.isOurs()) {
            client().remove(ArmedSites.breakpoint(goal.address()));
        }
        goal = null;
        client().select(thread);
        Intercept intercept = pending.get(thread.cpu());
        InterceptRecord record = intercept == null ? null : intercept.record(guest, names);
        StoppedGuest read = new StopReader(client(), sites.rules()).read(++number, reason, ids, thread, record);
        if (catchesAll) {
            arm(false);
        }
        link.others().stands();
        status.stands(read);
    }

    /**
     * Executes the instructions at which CPUs stand, each alone. Says whether the guest may run on: it stands again when
     * a breakpoint wants the outcome of one.
     */
    boolean finishPending() {
        for (Intercept intercept : List.copyOf(pending.values())) {
            if (!intercept.isExecuted() && !execute(intercept).isEmpty()) {
                stand(Reason.BREAKPOINT, intercept.suspending(), intercept.thread());
                return false;
            }
            pending.remove(intercept.thread().cpu());
        }
        return true;
    }

    /** Executes one and tells of it; gives the ids of the breakpoints that want its outcome. */
    Set<String> execute(Intercept intercept) {
        client().select(intercept.thread());
        intercept.execute();
        status.tell(intercept.told(guest, names));
        return intercept.suspending();
    }

    /** The next stop at that place ends a step. Its breakpoint is taken away at the next stop, whatever causes that. */
    void aim(long address, StubThread thread, long stackPointer) {
        boolean isOurs = armed.at(address) == null;
        if (isOurs) {
            client().insert(ArmedSites.breakpoint(address));
        }
        goal = new Goal(address, thread, stackPointer, isOurs);
    }

    /** Stops at what the breakpoints want, or at everything until the next stop; says at how many places. */
    int arm(boolean all) {
        catchesAll = all;
        armed.arm(client(), sites.present(), status.breakpoints(), all);
        status.sites(armed.size());
        return armed.size();
    }

    /** As before, with other breakpoints or other code. */
    int arm() {
        return arm(catchesAll);
    }

    /** Stops at nothing any more, and forgets where CPUs stood: the guest is another one. */
    void disarm() {
        armed.disarm(client());
        status.sites(0);
        pending.clear();
    }

    /** The connection is gone, and all with it. */
    void forget() {
        armed.forget();
        status.sites(0);
        pending.clear();
        goal = null;
        catchesAll = false;
    }

    /** Where the guest stops now. */
    List<Site> armedSites() {
        return armed.sites();
    }

    int size() {
        return armed.size();
    }

    Intercept pending(int cpu) {
        return pending.get(cpu);
    }

    void put(Intercept intercept) {
        pending.put(intercept.thread().cpu(), intercept);
    }

    void drop(int cpu) {
        pending.remove(cpu);
    }

    private StubClient client() {
        return link.client();
    }
}
