package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.intercept.GuestFrame.Kind;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.Psw;

/**
 * The functions on a CPU's stack, for code with back chains as Linux has them (-mbackchain -mpacked-stack) and the demo
 * guest too. Layout (Linux 6.1 to 7.2, arch/s390/include/asm/stacktrace.h and ptrace.h): in a frame the return address is
 * at 136 of the caller's and the back chain at 152; where an interruption came, the back chain is 0 and what was
 * interrupted is in a pt_regs at 160: PSW at 8, general registers at 24.
 */
final class CallStack {

    private static final int RETURN_REGISTER = 14;
    private static final int STACK_POINTER = 15;
    private static final int RETURN_ADDRESS = 136;
    private static final int BACK_CHAIN = 152;
    private static final int SAVED = 160;
    private static final int SAVED_MASK = SAVED + 8;
    private static final int SAVED_ADDRESS = SAVED + 16;
    private static final int SAVED_REGISTERS = SAVED + 24;
    private static final int MOST_FRAMES = 64;

    private final StubClient client;
    private final FrameRules rules;
    private final StackMemory memory;
    private final List<GuestFrame> frames = new ArrayList<>();

    private CallStack(StubClient client, FrameRules rules) {
        this.client = client;
        this.rules = rules;
        this.memory = new StackMemory(client);
    }

    /** The selected CPU's functions, innermost first. A stack that is broken, or ends, ends the list. */
    static List<GuestFrame> frames(StubClient client, GeneralRegisters registers, FrameRules rules) {
        CallStack stack = new CallStack(client, rules);
        try {
            stack.walk(registers);
        } catch (StackMemory.EndException e) {
            // What was found so far is all there is.
            return List.copyOf(stack.frames);
        }
        return List.copyOf(stack.frames);
    }

    /** The symbols of the calling functions, innermost first, or addresses in hexadecimal. */
    static List<String> callers(List<GuestFrame> frames) {
        return frames.stream().skip(1).map(GuestFrame::name).toList();
    }

    private void walk(GeneralRegisters registers) throws StackMemory.EndException {
        long pointer = registers.general(STACK_POINTER);
        add(Kind.CALL, registers.address(), pointer);
        if (registers.psw().isProblemState()) {
            return;
        }
        long back = registers.general(RETURN_REGISTER);
        // Where it has just been returned to, the return address is still in the register, and not that of a caller.
        if (back != registers.address() && !rules.hasFrame(client, registers.address())) {
            add(Kind.CALL, back, pointer);
        }
        while (frames.size() < MOST_FRAMES) {
            long caller = memory.u64(pointer + BACK_CHAIN);
            pointer = caller == 0 ? interrupted(pointer) : called(pointer, caller);
            if (pointer == 0) {
                return;
            }
        }
    }

    /** The frame of the caller; 0 when the chain ends. */
    private long called(long pointer, long caller) throws StackMemory.EndException {
        long address = memory.u64(caller + RETURN_ADDRESS);
        if (caller == pointer || address == 0) {
            return 0;
        }
        add(Kind.CALL, address, caller);
        return caller;
    }

    /** The frame of what was interrupted; 0 when that was a program, or nothing. */
    private long interrupted(long pointer) throws StackMemory.EndException {
        Psw psw = new Psw(memory.u64(pointer + SAVED_MASK), memory.u64(pointer + SAVED_ADDRESS));
        long below = memory.u64(pointer + SAVED_REGISTERS + (long) STACK_POINTER * Long.BYTES);
        if (psw.isProblemState() || rules.code().place(psw.address()).isEmpty()) {
            return 0;
        }
        add(Kind.INTERRUPTED, psw.address(), below);
        if (!rules.hasFrame(client, psw.address())) {
            add(Kind.CALL, memory.u64(pointer + SAVED_REGISTERS + (long) RETURN_REGISTER * Long.BYTES), below);
        }
        return below;
    }

    private void add(Kind kind, long address, long pointer) {
        frames.add(new GuestFrame(kind, address, pointer, rules.code().symbol(address)));
    }
}
