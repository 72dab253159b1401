package org.zpcidebug.ui.breakpoints;

import org.zpcidebug.s390.PciOpcode;

/** The names of the PCI instructions, as the architecture has them. */
public final class InstructionName {

    private InstructionName() {}

    /** For instance {@code Modify PCI Function Controls}. */
    public static String of(PciOpcode opcode) {
        return switch (opcode) {
            case CLP -> Messages.Instruction_CLP;
            case PCISTG -> Messages.Instruction_PCISTG;
            case PCILG -> Messages.Instruction_PCILG;
            case RPCIT -> Messages.Instruction_RPCIT;
            case PCISTGI -> Messages.Instruction_PCISTGI;
            case PCIWB -> Messages.Instruction_PCIWB;
            case PCILGI -> Messages.Instruction_PCILGI;
            case PCISTB -> Messages.Instruction_PCISTB;
            case SIC -> Messages.Instruction_SIC;
            case PCISTBI -> Messages.Instruction_PCISTBI;
            case MPCIFC -> Messages.Instruction_MPCIFC;
            case STPCIFC -> Messages.Instruction_STPCIFC;
        };
    }
}
