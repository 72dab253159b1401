package org.zpcidebug.intercept;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.intercept.InterceptException.Reason;
import org.zpcidebug.intercept.StoppedCpu.State;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.PciInstruction;

/** The steps of a stopped guest. Belongs to the session's thread. */
@SuppressWarnings("nls")
final class Steps {

    private static final int MOST_STEPS = 20;
    private static final int LONGEST = 6;
    private static final int STACK_POINTER = 15;

    private final GuestDebugger debugger;

    Steps(GuestDebugger debugger) {
        this.debugger = debugger;
    }

    StoppedGuest into(int cpu) {
        StubThread thread = steppable(cpu);
        if (!executeIntercept(thread)) {
            one(thread);
            debugger.stops().landed(thread);
        }
        return debugger.status().stopped();
    }

    void over(int cpu, CompletableFuture<StoppedGuest> stop) {
        StubThread thread = steppable(cpu);
        if (executeIntercept(thread)) {
            stop.complete(debugger.status().stopped());
            return;
        }
        GeneralRegisters registers = select(thread).registers();
        BigEndian code = instruction(registers.address());
        if (isCall(code)) {
            long behind = registers.address() + PciInstruction.length(code.u16(0));
            debugger.runTo(behind, thread, registers.general(STACK_POINTER), stop);
        } else {
            one(thread);
            debugger.stops().landed(thread);
            stop.complete(debugger.status().stopped());
        }
    }

    void toCaller(int cpu, CompletableFuture<StoppedGuest> stop) {
        StubThread thread = steppable(cpu);
        List<GuestFrame> frames =
                debugger.status().stopped().cpu(cpu).map(StoppedCpu::frames).orElse(List.of());
        if (frames.size() < 2) {
            throw InterceptException.of(Reason.NOTHING, "noCaller", Integer.toString(cpu));
        }
        GuestFrame caller = frames.get(1);
        debugger.runTo(caller.address(), thread, caller.stackPointer(), stop);
    }

    StoppedGuest readCpu(int cpu) {
        StoppedGuest stopped = debugger.needStopped();
        StubThread thread = thread(cpu);
        StoppedGuest whole = new StopReader(debugger.link().client(), debugger.rules()).whole(stopped, thread);
        debugger.status().readMore(whole);
        return whole;
    }

    byte[] read(int cpu, long address, int length) {
        debugger.needStopped();
        return select(thread(cpu)).read(address, length);
    }

    private StubThread steppable(int cpu) {
        StoppedGuest stopped = debugger.needStopped();
        StubThread thread = thread(cpu);
        boolean waits =
                stopped.cpu(cpu).filter(one -> one.state() == State.WAITING).isPresent();
        if (waits) {
            debugger.noticeWaiting(cpu);
            throw InterceptException.of(Reason.WAITING, "waiting", Integer.toString(cpu));
        }
        return thread;
    }

    private StubThread thread(int cpu) {
        return debugger.link().client().threads().stream()
                .filter(thread -> thread.cpu() == cpu)
                .findFirst()
                .orElseThrow(() -> InterceptException.of(Reason.NOTHING, "noCpu", Integer.toString(cpu)));
    }

    private StubClient select(StubThread thread) {
        debugger.link().client().select(thread);
        return debugger.link().client();
    }

    /** Executes the PCI instruction at which the CPU stands, with its outcome; false when it stands at none. */
    private boolean executeIntercept(StubThread thread) {
        Intercept intercept = debugger.stops().pending(thread.cpu());
        if (intercept == null || intercept.isExecuted()) {
            debugger.stops().drop(thread.cpu());
            intercept = here(thread).orElse(null);
        }
        if (intercept == null) {
            return false;
        }
        debugger.stops().put(intercept);
        Set<String> ids = debugger.stops().execute(intercept);
        debugger.stops().stand(ids.isEmpty() ? StoppedGuest.Reason.STEP : StoppedGuest.Reason.BREAKPOINT, ids, thread);
        return true;
    }

    /** The PCI instruction at which the CPU stands, breakpoint there or not. */
    private Optional<Intercept> here(StubThread thread) {
        HitRegisters registers = new HitRegisters(select(thread));
        long address = registers.all().address();
        return PciInstruction.at(instruction(address), 0)
                .map(found -> debugger.stops().intercept(thread, site(address, found), registers));
    }

    private Site site(long address, PciInstruction found) {
        Optional<GuestCode.Place> place = debugger.code().place(address);
        return debugger.code().sites().stream()
                .filter(site -> site.address() == address)
                .findFirst()
                .orElseGet(() -> new Site(
                        address,
                        found,
                        place.map(GuestCode.Place::name).orElse(""),
                        place.map(GuestCode.Place::offset).orElse(0L)));
    }

    /** The instruction at an address, and what follows up to six bytes; zeros when it cannot be read. */
    private BigEndian instruction(long address) {
        try {
            return new BigEndian(debugger.link().client().read(address, LONGEST));
        } catch (StubException e) {
            if (e.reason() != StubException.Reason.REFUSED) {
                throw e;
            }
            return new BigEndian(new byte[LONGEST]);
        }
    }

    /** Whether an instruction calls: BASR, BRAS and BRASL leave the address behind them in a register. */
    private static boolean isCall(BigEndian code) {
        int first = code.u16(0);
        boolean isBasr = first >>> 8 == 0x0d && (first & 0xf) != 0;
        boolean isBras = (first & 0xff0f) == 0xa705 || (first & 0xff0f) == 0xc005;
        return isBasr || isBras;
    }

    /** One instruction; some steps return without having executed anything. */
    private void one(StubThread thread) {
        long before = select(thread).registers().address();
        for (int i = 0; i < MOST_STEPS; i++) {
            StopReply stop = debugger.link().client().step(thread);
            if (stop.kind() != StopReply.Kind.TRAPPED
                    || debugger.link().client().registers().address() != before) {
                break;
            }
        }
        debugger.stops().drop(thread.cpu());
    }
}
