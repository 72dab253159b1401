package org.zpcidebug.memory;

/** A way to the guest's memory that is not used, and why. */
public record Refusal(MemoryAccess access, MemoryProblem problem) {}
