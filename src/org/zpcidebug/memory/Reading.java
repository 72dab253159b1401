package org.zpcidebug.memory;

/** Something to be read by whatever way works. */
interface Reading {

    /**
     * Reads what is not decided yet.
     *
     * @throws MemoryException when the reader does not work any more; another may then take over
     */
    void run(SpanReader reader);

    /** Nothing works any more: what is not decided yet is unreadable. */
    void giveUp(MemoryProblem problem);

    /** How many bytes were read for the caller. */
    long delivered();
}
