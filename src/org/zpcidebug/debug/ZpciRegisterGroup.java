package org.zpcidebug.debug;

import java.util.List;
import java.util.Objects;
import org.eclipse.debug.core.model.DebugElement;
import org.eclipse.debug.core.model.IRegister;
import org.eclipse.debug.core.model.IRegisterGroup;

/** Registers of one kind of a stopped CPU. */
final class ZpciRegisterGroup extends DebugElement implements IRegisterGroup {

    private final String parent;
    private final Datum group;
    private final IRegister[] registers;

    /**
     * A group.
     *
     * @param parent names the CPU
     * @param group its name, and the registers as parts
     * @param earlier the same at the stop before, null when there was none
     */
    ZpciRegisterGroup(ZpciDebugTarget target, String parent, Datum group, Datum earlier) {
        super(target);
        this.parent = parent;
        this.group = group;
        List<Datum> before = earlier == null ? null : earlier.parts();
        this.registers = ZpciVariable.registers(this, parent + '/' + group.name(), group.parts(), before);
    }

    @Override
    public String getName() {
        return group.name();
    }

    @Override
    public IRegister[] getRegisters() {
        return registers.clone();
    }

    @Override
    public boolean hasRegisters() {
        return registers.length > 0;
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }

    /** Equal for the same registers of the same CPU, so that the view keeps what is expanded over a step. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ZpciRegisterGroup one
                && getDebugTarget() == one.getDebugTarget()
                && parent.equals(one.parent)
                && group.equals(one.group);
    }

    @Override
    public int hashCode() {
        return Objects.hash(parent, group.name());
    }
}
