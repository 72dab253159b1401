package org.zpcidebug.intercept;

import java.util.List;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.ListedFunction;
import org.zpcidebug.zpci.MsixEntry;
import org.zpcidebug.zpci.QueriedFunction;
import org.zpcidebug.zpci.QueriedGroup;

/**
 * What the architecture itself answers about a function.
 *
 * @param listed the function in the CLP list, with the hypervisor's own handle
 * @param controls what STPCIFC stores: state, translation and interrupt registration
 * @param query what CLP says of the function
 * @param group what CLP says of its group
 * @param config its configuration space
 * @param msix its MSI-X table
 * @param pending which of its vectors are pending in the device
 * @param bars what the user has named of its BARs; mostly nothing
 */
public record ProbedFunction(
        ListedFunction listed,
        Known<Fib> controls,
        Known<QueriedFunction> query,
        Known<QueriedGroup> group,
        Known<ConfigSpace> config,
        Known<List<MsixEntry>> msix,
        Known<List<Boolean>> pending,
        List<BarWords> bars) {

    /** Copies the list. */
    public ProbedFunction {
        bars = List.copyOf(bars);
    }

    /** A function of which nobody has named a BAR. */
    public ProbedFunction(
            ListedFunction listed,
            Known<Fib> controls,
            Known<QueriedFunction> query,
            Known<QueriedGroup> group,
            Known<ConfigSpace> config,
            Known<List<MsixEntry>> msix,
            Known<List<Boolean>> pending) {
        this(listed, controls, query, group, config, msix, pending, List.of());
    }

    /** The function's id, by which it is known. */
    public long fid() {
        return listed.fid();
    }
}
