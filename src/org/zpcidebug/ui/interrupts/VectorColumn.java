package org.zpcidebug.ui.interrupts;

import org.eclipse.swt.SWT;
import org.zpcidebug.inspect.VectorRows.Order;

/** The columns of the MSI-X Vectors view, in their order; a column for each CPU follows them. */
enum VectorColumn {
    /** Which function. */
    FUNCTION(Messages.Vector_Function, Messages.Vector_FunctionHint, 125, SWT.LEFT, Order.VECTOR),
    /** Number of the vector. */
    VECTOR(Messages.Vector_Vector, Messages.Vector_VectorHint, 65, SWT.RIGHT, Order.VECTOR),
    /** Linux's irq. */
    IRQ(Messages.Vector_Irq, Messages.Vector_IrqHint, 50, SWT.RIGHT, Order.IRQ),
    /** What the driver called it. */
    HANDLER(Messages.Vector_Handler, Messages.Vector_HandlerHint, 140, SWT.LEFT, Order.HANDLER),
    /** Count on all CPUs. */
    COUNT(Messages.Vector_Count, Messages.Vector_CountHint, 80, SWT.RIGHT, Order.COUNT),
    /** Counts a second. */
    RATE(Messages.Vector_Rate, Messages.Vector_RateHint, 70, SWT.RIGHT, Order.RATE),
    /** The last minute. */
    MINUTE(Messages.Vector_Minute, Messages.Vector_MinuteHint, 132, SWT.LEFT, Order.RATE),
    /** When it changed. */
    CHANGED(Messages.Vector_Changed, Messages.Vector_ChangedHint, 110, SWT.LEFT, Order.CHANGED),
    /** The indicator bit, sampled. */
    INDICATOR(Messages.Vector_Indicator, Messages.Vector_IndicatorHint, 110, SWT.LEFT, Order.INDICATOR),
    /** Where the bit is. */
    BIT(Messages.Vector_Bit, Messages.Vector_BitHint, 120, SWT.LEFT, Order.BIT),
    /** Address of the message. */
    ADDRESS(Messages.Vector_Address, Messages.Vector_AddressHint, 160, SWT.LEFT, Order.ADDRESS),
    /** Data of the message. */
    DATA(Messages.Vector_Data, Messages.Vector_DataHint, 60, SWT.LEFT, Order.DATA),
    /** Masked in the table. */
    MASKED(Messages.Vector_Masked, Messages.Vector_MaskedHint, 70, SWT.LEFT, Order.MASKED),
    /** Waits because it is masked. */
    PENDING(Messages.Vector_Pending, Messages.Vector_PendingHint, 90, SWT.LEFT, Order.VECTOR);

    private final Heading heading;
    private final Order order;

    VectorColumn(String label, String hint, int width, int alignment, Order order) {
        heading = new Heading(label, hint, width, alignment);
        this.order = order;
    }

    Heading heading() {
        return heading;
    }

    Order order() {
        return order;
    }
}
