package org.zpcidebug.ui.interrupts;

import org.eclipse.swt.SWT;

/** The columns of the Adapter Interrupts view, in their order. */
enum InterruptColumn {
    /** Subclass or function. */
    NAME(Messages.Interrupt_Name, Messages.Interrupt_NameHint, 190, SWT.LEFT),
    /** Whether interrupts pass. */
    GATES(Messages.Interrupt_Gates, Messages.Interrupt_GatesHint, 220, SWT.LEFT),
    /** Interrupts taken. */
    COUNT(Messages.Interrupt_Count, Messages.Interrupt_CountHint, 80, SWT.RIGHT),
    /** A second. */
    RATE(Messages.Interrupt_Rate, Messages.Interrupt_RateHint, 70, SWT.RIGHT),
    /** By trace events. */
    RAISED(Messages.Interrupt_Raised, Messages.Interrupt_RaisedHint, 75, SWT.RIGHT),
    /** By trace events. */
    DROPPED(Messages.Interrupt_Dropped, Messages.Interrupt_DroppedHint, 80, SWT.RIGHT),
    /** Sampled. */
    SUMMARY(Messages.Interrupt_Summary, Messages.Interrupt_SummaryHint, 165, SWT.LEFT),
    /** Sampled. */
    INDICATORS(Messages.Interrupt_Indicators, Messages.Interrupt_IndicatorsHint, 160, SWT.LEFT),
    /** How many. */
    NOI(Messages.Interrupt_Noi, Messages.Interrupt_NoiHint, 50, SWT.RIGHT),
    /** Where indicator bits are. */
    AIBV(Messages.Interrupt_Aibv, Messages.Interrupt_AibvHint, 120, SWT.LEFT),
    /** Where the summary bit is. */
    AISB(Messages.Interrupt_Aisb, Messages.Interrupt_AisbHint, 140, SWT.LEFT);

    private final Heading heading;

    InterruptColumn(String label, String hint, int width, int alignment) {
        heading = new Heading(label, hint, width, alignment);
    }

    Heading heading() {
        return heading;
    }
}
