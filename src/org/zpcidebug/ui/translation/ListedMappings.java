package org.zpcidebug.ui.translation;

import java.util.BitSet;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.zpci.MappingRanges;
import org.zpcidebug.zpci.MappingTable;

/** What the list is made of: the mappings, one a row or merged, and behind them those that have just gone. */
final class ListedMappings implements MappingTable {

    private final MappingState state;
    private final MappingTable present;
    private final MappingTable gone;

    /** The rows of a state. */
    ListedMappings(MappingState state, boolean merged) {
        this.state = state;
        present = merged ? MappingRanges.linear(state.mappings()) : state.mappings();
        gone = merged ? MappingRanges.linear(state.gone()) : state.gone();
    }

    @Override
    public int size() {
        return present.size() + gone.size();
    }

    @Override
    public long iova(int row) {
        return table(row).iova(index(row));
    }

    @Override
    public long address(int row) {
        return table(row).address(index(row));
    }

    @Override
    public long bytes(int row) {
        return table(row).bytes(index(row));
    }

    @Override
    public boolean isWritable(int row) {
        return table(row).isWritable(index(row));
    }

    private MappingTable table(int row) {
        return isGone(row) ? gone : present;
    }

    private int index(int row) {
        return isGone(row) ? row - present.size() : row;
    }

    /** Whether the mapping was there at the reading before and is not any more. */
    boolean isGone(int row) {
        return row >= present.size();
    }

    /** Whether something about the row differs from the reading before. */
    boolean isChanged(int row) {
        return isGone(row) || count(state.fresh(), row) + count(state.moved(), row) > 0;
    }

    /** The same in words, empty when nothing differs. */
    String change(int row) {
        if (isGone(row)) {
            return Messages.Change_Gone;
        }
        int fresh = count(state.fresh(), row);
        int moved = count(state.moved(), row);
        int all = mappings(row);
        if (fresh > 0) {
            return fresh == all ? Messages.Change_New : NLS.bind(Messages.Change_SomeNew, fresh, all);
        }
        if (moved > 0) {
            return moved == all ? Messages.Change_Moved : NLS.bind(Messages.Change_SomeMoved, moved, all);
        }
        return ""; //$NON-NLS-1$
    }

    private int mappings(int row) {
        return present instanceof MappingRanges ranges ? ranges.mappings(row) : 1;
    }

    private int count(BitSet marked, int row) {
        int first = present instanceof MappingRanges ranges ? ranges.firstMapping(row) : row;
        int end = first + mappings(row);
        int count = 0;
        for (int i = marked.nextSetBit(first); i >= 0 && i < end; i = marked.nextSetBit(i + 1)) {
            count++;
        }
        return count;
    }
}
