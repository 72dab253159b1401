package org.zpcidebug.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.model.DebugElement;
import org.eclipse.debug.core.model.IRegisterGroup;
import org.eclipse.debug.core.model.IStackFrame;
import org.eclipse.debug.core.model.IThread;
import org.eclipse.debug.core.model.IVariable;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.intercept.GuestFrame;
import org.zpcidebug.intercept.InterceptRecord;
import org.zpcidebug.intercept.RecordWords;
import org.zpcidebug.intercept.Site;
import org.zpcidebug.intercept.StoppedCpu;

/**
 * A function on the stack of a stopped CPU; the innermost is named after the PCI instruction at which the CPU stands. The
 * same object stands for the same function over several stops, and knows what changed between the last two.
 */
public final class ZpciStackFrame extends DebugElement implements IStackFrame {

    private final ZpciThread thread;
    private final int depth;
    private volatile Content content;

    /** What is shown at one stop. */
    private record Content(
            long stop,
            GuestFrame frame,
            StoppedCpu cpu,
            List<Datum> data,
            List<Datum> groups,
            IVariable[] variables,
            IRegisterGroup[] registers) {}

    /**
     * A frame.
     *
     * @param depth 0 for the innermost
     */
    ZpciStackFrame(ZpciThread thread, int depth) {
        super(thread.getDebugTarget());
        this.thread = thread;
        this.depth = depth;
    }

    /** Shows the frame as it is at a stop; what is another than at the stop before counts as changed. */
    void show(long stop, StoppedCpu cpu) {
        GuestFrame frame = cpu.frames().get(depth);
        List<Datum> data = depth == 0 && cpu.record().isPresent()
                ? RecordData.of(cpu.record().get(), frame)
                : RecordData.of(frame);
        List<Datum> groups = depth == 0 ? RegisterData.groups(cpu) : List.of();
        Content before = content;
        // More was read at the same stop: that is no change of the guest's.
        boolean comparable = before != null && before.stop != stop;
        String path = thread.cpu() + "/" + depth; //$NON-NLS-1$
        boolean alike =
                comparable && (cpu.record().isEmpty() || instruction(before.cpu).equals(instruction(cpu)));
        IVariable[] variables = ZpciVariable.variables(target(), path, data, alike ? before.data : null);
        content = new Content(
                stop, frame, cpu, data, groups, variables, registers(path, groups, comparable ? before.groups : null));
    }

    /** Which PCI instruction the CPU stands at: the operands of another one are not changes of its own. */
    private static Optional<Site> instruction(StoppedCpu cpu) {
        return cpu.record().map(InterceptRecord::site);
    }

    private IRegisterGroup[] registers(String path, List<Datum> groups, List<Datum> before) {
        List<IRegisterGroup> made = new ArrayList<>();
        for (Datum group : groups) {
            Datum earlier = before == null ? null : Datum.named(group.name(), before);
            made.add(new ZpciRegisterGroup(target(), path, group, earlier));
        }
        return made.toArray(IRegisterGroup[]::new);
    }

    private ZpciDebugTarget target() {
        return (ZpciDebugTarget) getDebugTarget();
    }

    /** Whether this stands for that function, so that it can show it at the next stop too. */
    boolean isOf(GuestFrame frame) {
        return content != null && content.frame.function().equals(frame.function());
    }

    /** The frame of the guest's stack. */
    public GuestFrame guestFrame() {
        return content.frame;
    }

    /** The PCI instruction at which the CPU stands or which it has just executed; null in other frames. */
    public InterceptRecord intercept() {
        return depth == 0 ? content.cpu.record().orElse(null) : null;
    }

    /** What the Debug view calls it. */
    @Override
    public String getName() {
        Content now = content;
        InterceptRecord record = intercept();
        if (record != null) {
            return NLS.bind(Messages.ZpciStackFrame_Intercept, RecordWords.sentence(record), now.frame.name());
        }
        return now.frame.kind() == GuestFrame.Kind.INTERRUPTED
                ? NLS.bind(Messages.ZpciStackFrame_Interrupted, now.frame.name())
                : now.frame.name();
    }

    @Override
    public IThread getThread() {
        return thread;
    }

    @Override
    public IVariable[] getVariables() {
        return content.variables.clone();
    }

    @Override
    public boolean hasVariables() {
        return content.variables.length > 0;
    }

    @Override
    public IRegisterGroup[] getRegisterGroups() {
        thread.wantRegisters();
        return content.registers.clone();
    }

    @Override
    public boolean hasRegisterGroups() {
        return depth == 0;
    }

    /** There is no source. */
    @Override
    public int getLineNumber() {
        return -1;
    }

    @Override
    public int getCharStart() {
        return -1;
    }

    @Override
    public int getCharEnd() {
        return -1;
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }

    @Override
    public boolean canStepInto() {
        return thread.canStepInto();
    }

    @Override
    public boolean canStepOver() {
        return thread.canStepOver();
    }

    /** Only from the innermost function: that is the one that is returned from. */
    @Override
    public boolean canStepReturn() {
        return depth == 0 && thread.canStepReturn();
    }

    @Override
    public boolean isStepping() {
        return thread.isStepping();
    }

    @Override
    public void stepInto() throws DebugException {
        thread.stepInto();
    }

    @Override
    public void stepOver() throws DebugException {
        thread.stepOver();
    }

    @Override
    public void stepReturn() throws DebugException {
        thread.stepReturn();
    }

    @Override
    public boolean canResume() {
        return thread.canResume();
    }

    @Override
    public boolean canSuspend() {
        return thread.canSuspend();
    }

    @Override
    public boolean isSuspended() {
        return thread.isSuspended();
    }

    @Override
    public void resume() throws DebugException {
        thread.resume();
    }

    @Override
    public void suspend() throws DebugException {
        thread.suspend();
    }

    @Override
    public boolean canTerminate() {
        return thread.canTerminate();
    }

    @Override
    public boolean isTerminated() {
        return thread.isTerminated();
    }

    @Override
    public void terminate() throws DebugException {
        thread.terminate();
    }
}
