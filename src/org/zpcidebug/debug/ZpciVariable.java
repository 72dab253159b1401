package org.zpcidebug.debug;

import java.util.List;
import java.util.Objects;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.model.DebugElement;
import org.eclipse.debug.core.model.IRegister;
import org.eclipse.debug.core.model.IRegisterGroup;
import org.eclipse.debug.core.model.IValue;
import org.eclipse.debug.core.model.IVariable;

/**
 * A value of a stopped CPU in the Variables or Registers view. Knows the value at the stop before, so that it can say
 * whether it changed. Nothing can be changed from here.
 */
sealed class ZpciVariable extends DebugElement implements IVariable {

    private final String path;
    private final Datum datum;
    private final boolean changed;
    private final ZpciValue value;

    /**
     * A value.
     *
     * @param parent what tells variables of the same name apart
     * @param earlier the values beside it at the stop before; null when there was none
     */
    private ZpciVariable(ZpciDebugTarget target, String parent, Datum datum, List<Datum> earlier) {
        super(target);
        this.path = parent + '/' + datum.name();
        this.datum = datum;
        Datum before = earlier == null ? null : Datum.named(datum.name(), earlier);
        this.changed = earlier != null && (before == null || !before.text().equals(datum.text()));
        List<Datum> partsBefore = earlier == null || before == null ? null : before.parts();
        this.value = new ZpciValue(target, path, datum, partsBefore);
    }

    /** Values as variables, compared with those at the stop before; null for no comparison. */
    static IVariable[] variables(ZpciDebugTarget target, String parent, List<Datum> data, List<Datum> earlier) {
        return data.stream()
                .map(datum -> new ZpciVariable(target, parent, datum, earlier))
                .toArray(IVariable[]::new);
    }

    /** Values as registers of a group. */
    static IRegister[] registers(IRegisterGroup group, String parent, List<Datum> data, List<Datum> earlier) {
        return data.stream()
                .map(datum -> new OfRegister(group, parent, datum, earlier))
                .toArray(IRegister[]::new);
    }

    @Override
    public String getName() {
        return datum.name();
    }

    @Override
    public IValue getValue() {
        return value;
    }

    @Override
    public String getReferenceTypeName() {
        return ""; //$NON-NLS-1$
    }

    @Override
    public boolean hasValueChanged() {
        return changed;
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }

    @Override
    public boolean supportsValueModification() {
        return false;
    }

    @Override
    public void setValue(String expression) throws DebugException {
        notSupported(Messages.ZpciVariable_ReadOnly, null);
    }

    @Override
    public void setValue(IValue newValue) throws DebugException {
        notSupported(Messages.ZpciVariable_ReadOnly, null);
    }

    @Override
    public boolean verifyValue(String expression) {
        return false;
    }

    @Override
    public boolean verifyValue(IValue newValue) {
        return false;
    }

    /** Equal at the same place, so that the views keep what is expanded and selected over a step. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ZpciVariable variable
                && getDebugTarget() == variable.getDebugTarget()
                && path.equals(variable.path)
                && datum.equals(variable.datum)
                && changed == variable.changed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(path);
    }

    /** A value of a register. */
    private static final class OfRegister extends ZpciVariable implements IRegister {

        private final IRegisterGroup group;

        OfRegister(IRegisterGroup group, String parent, Datum datum, List<Datum> earlier) {
            super((ZpciDebugTarget) group.getDebugTarget(), parent, datum, earlier);
            this.group = group;
        }

        @Override
        public IRegisterGroup getRegisterGroup() {
            return group;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof OfRegister;
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
