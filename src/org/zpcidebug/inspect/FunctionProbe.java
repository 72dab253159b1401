package org.zpcidebug.inspect;

import java.time.Instant;
import org.zpcidebug.intercept.ProbedFunction;

/**
 * What the last probe gave of a function.
 *
 * @param taken when
 * @param answers what the architecture answered
 * @param then what the guest believed of the function right after the probe, with which the answers can be compared
 */
public record FunctionProbe(Instant taken, ProbedFunction answers, Value<Belief> then) {}
