package org.zpcidebug.inspect;

import java.util.Optional;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.ErrorEvent;
import org.zpcidebug.zpci.FaultCause;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MeasurementBlock;

/**
 * What the demo guest publishes of one function, as guests/demo/REPORT.md lays it out.
 *
 * @param handle the handle that it uses
 * @param uid the user-defined id that it was told
 * @param configured whether it has the function configured
 * @param space the DMA address space that it registered, if any
 * @param interrupts the interrupts that it registered, if any
 * @param mappedPages pages of 4 KiB that its tables map
 * @param measurement the measurement block that it registered, if any
 * @param lastError the last error event, if any
 * @param unplugAsked whether the hypervisor has asked for the function back, and nothing has happened since
 */
public record DemoFunction(
        FunctionHandle handle,
        long uid,
        boolean configured,
        Optional<DmaSpace> space,
        Optional<InterruptRegistration> interrupts,
        long mappedPages,
        Optional<MeasurementBlock> measurement,
        Optional<Fault> lastError,
        boolean unplugAsked) {

    /**
     * An error event and what the tables say of it.
     *
     * @param address the DMA address that failed
     */
    public record Fault(ErrorEvent event, long address, FaultCause cause) {}
}
