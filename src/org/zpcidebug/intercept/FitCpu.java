package org.zpcidebug.intercept;

import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * A CPU of a stopped guest that can execute instructions for us.
 *
 * @param registers what it holds
 */
record FitCpu(StubThread thread, GeneralRegisters registers) {}
