package org.zpcidebug.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zpcidebug.intercept.StoppedCpu;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.Psw;

/** A stopped CPU's registers, by kind, with the PSW's bits explained. */
final class RegisterData {

    private static final int REGISTERS = 16;
    private static final long EXTENDED_ADDRESSING = 1L << 32;
    private static final long BASIC_ADDRESSING = 1L << 31;
    private static final int KEY_SHIFT = 52;
    private static final int PROGRAM_MASK_SHIFT = 40;
    private static final int FOUR_BITS = 0xf;

    private final StoppedCpu cpu;

    private RegisterData(StoppedCpu cpu) {
        this.cpu = cpu;
    }

    /** The groups; those that were not read yet are missing. */
    static List<Datum> groups(StoppedCpu cpu) {
        RegisterData data = new RegisterData(cpu);
        List<Datum> groups = new ArrayList<>(List.of(data.psw(), data.general()));
        if (!cpu.others().isEmpty()) {
            groups.add(data.others(Messages.RegisterData_Control, "cr", 16)); //$NON-NLS-1$
            groups.add(data.others(Messages.RegisterData_Access, "acr", 8)); //$NON-NLS-1$
            groups.add(data.floating());
        }
        return groups;
    }

    private Datum psw() {
        GeneralRegisters registers = cpu.registers();
        Psw psw = registers.psw();
        List<Datum> parts = List.of(
                doubleword(Messages.RegisterData_Mask, psw.mask()),
                doubleword(Messages.RegisterData_Address, psw.address()),
                Datum.of(Messages.RegisterData_Condition, Integer.toString(psw.conditionCode())),
                Datum.of(Messages.RegisterData_Mode, mode(psw)),
                flag(Messages.RegisterData_Dat, psw.translates()),
                Datum.of(Messages.RegisterData_Space, space(psw)),
                flag(Messages.RegisterData_Io, psw.allowsIo()),
                flag(Messages.RegisterData_External, psw.allowsExternal()),
                flag(Messages.RegisterData_MachineCheck, psw.allowsMachineCheck()),
                flag(Messages.RegisterData_Wait, psw.waits()),
                flag(Messages.RegisterData_Problem, psw.isProblemState()),
                Datum.of(Messages.RegisterData_Key, Long.toString(psw.mask() >>> KEY_SHIFT & FOUR_BITS)),
                Datum.of(
                        Messages.RegisterData_ProgramMask,
                        Long.toString(psw.mask() >>> PROGRAM_MASK_SHIFT & FOUR_BITS)));
        return new Datum(Messages.RegisterData_Psw, "", parts); //$NON-NLS-1$
    }

    private static String mode(Psw psw) {
        if ((psw.mask() & EXTENDED_ADDRESSING) != 0) {
            return Messages.RegisterData_Mode64;
        }
        return (psw.mask() & BASIC_ADDRESSING) != 0 ? Messages.RegisterData_Mode31 : Messages.RegisterData_Mode24;
    }

    private static String space(Psw psw) {
        return switch (psw.addressSpace()) {
            case PRIMARY -> Messages.RegisterData_Primary;
            case ACCESS_REGISTER -> Messages.RegisterData_AccessRegister;
            case SECONDARY -> Messages.RegisterData_Secondary;
            case HOME -> Messages.RegisterData_Home;
        };
    }

    private static Datum flag(String name, boolean on) {
        return Datum.of(name, on ? Messages.RegisterData_On : Messages.RegisterData_Off);
    }

    private Datum general() {
        List<Datum> parts = new ArrayList<>();
        for (int i = 0; i < REGISTERS; i++) {
            parts.add(doubleword("r" + i, cpu.registers().general(i))); //$NON-NLS-1$
        }
        return new Datum(Messages.RegisterData_General, "", parts); //$NON-NLS-1$
    }

    private Datum others(String name, String prefix, int digits) {
        List<Datum> parts = new ArrayList<>();
        for (int i = 0; i < REGISTERS; i++) {
            add(parts, prefix + i, digits);
        }
        if (prefix.equals("cr")) { //$NON-NLS-1$
            add(parts, "prefix", 8); //$NON-NLS-1$
        }
        return new Datum(name, "", parts); //$NON-NLS-1$
    }

    private Datum floating() {
        List<Datum> parts = new ArrayList<>();
        add(parts, "fpc", 8); //$NON-NLS-1$
        for (int i = 0; i < REGISTERS; i++) {
            add(parts, "f" + i, 16); //$NON-NLS-1$
        }
        return new Datum(Messages.RegisterData_Floating, "", parts); //$NON-NLS-1$
    }

    private void add(List<Datum> parts, String name, int digits) {
        Map<String, Long> others = cpu.others();
        if (others.containsKey(name)) {
            parts.add(Datum.of(
                    name,
                    String.format(Locale.ROOT, "0x%0" + digits + "x", others.get(name)))); //$NON-NLS-1$ //$NON-NLS-2$
        }
    }

    private static Datum doubleword(String name, long value) {
        return Datum.of(name, String.format(Locale.ROOT, "0x%016x", value)); //$NON-NLS-1$
    }
}
