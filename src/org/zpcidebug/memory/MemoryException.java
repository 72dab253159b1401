package org.zpcidebug.memory;

import java.util.List;

/** A guest's memory, or one way to it, cannot be used at all. The message is for the user. */
public final class MemoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient MemoryProblem problem;
    private final transient List<Refusal> refusals;

    MemoryException(MemoryProblem problem) {
        this(problem, List.of());
    }

    MemoryException(MemoryProblem problem, Throwable cause) {
        this(problem);
        initCause(cause);
    }

    /** No way is left; these were tried. */
    public MemoryException(MemoryProblem problem, List<Refusal> refusals) {
        super(problem.text());
        this.problem = problem;
        this.refusals = List.copyOf(refusals);
    }

    /** What happened and what to do. */
    public MemoryProblem problem() {
        return problem;
    }

    /** Every way that was tried, with what spoke against it. */
    public List<Refusal> refusals() {
        return refusals;
    }
}
