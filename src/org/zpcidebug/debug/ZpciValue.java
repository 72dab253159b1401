package org.zpcidebug.debug;

import java.util.List;
import org.eclipse.debug.core.model.DebugElement;
import org.eclipse.debug.core.model.IValue;
import org.eclipse.debug.core.model.IVariable;

/** What a variable or register holds. */
public final class ZpciValue extends DebugElement implements IValue {

    private final String text;
    private final String meaning;
    private final IVariable[] parts;

    ZpciValue(ZpciDebugTarget target, String path, Datum datum, List<Datum> earlier) {
        super(target);
        this.text = datum.text();
        this.meaning = datum.meaning();
        this.parts = ZpciVariable.variables(target, path, datum.parts(), earlier);
    }

    @Override
    public String getReferenceTypeName() {
        return ""; //$NON-NLS-1$
    }

    @Override
    public String getValueString() {
        return text;
    }

    /** What the value is, in words; empty text when its name says that. */
    public String meaning() {
        return meaning;
    }

    @Override
    public boolean isAllocated() {
        return true;
    }

    @Override
    public IVariable[] getVariables() {
        return parts.clone();
    }

    @Override
    public boolean hasVariables() {
        return parts.length > 0;
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }
}
