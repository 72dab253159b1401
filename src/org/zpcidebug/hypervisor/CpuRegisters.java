package org.zpcidebug.hypervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the monitor's {@code info registers -a} says of a CPU (QEMU, target/s390x/cpu-dump.c). Only to be asked of a guest
 * that is stopped: of CPUs that run, QEMU can end by an assertion over it, so inspecting never asks.
 *
 * @param number the CPU's number
 * @param pswMask the first doubleword of its PSW
 * @param control6 control register 6
 */
@SuppressWarnings("nls")
public record CpuRegisters(int number, long pswMask, long control6) {

    private static final int MAX_CPUS = 1024;
    private static final int HEXADECIMAL = 16;
    private static final Pattern CPU = Pattern.compile("CPU#(\\d{1,4})\\s*");
    private static final Pattern PSW = Pattern.compile("PSW=mask ([0-9a-f]{16}) .*");
    private static final Pattern CONTROL6 = Pattern.compile(".*\\bC06=([0-9a-f]{16})\\b.*");

    /** The command, and what it answers. */
    public static MonitorCommand<List<CpuRegisters>> query() {
        MonitorCommand<String> text = MonitorCommand.hmp("info registers -a");
        return new MonitorCommand<>(text.name(), text.arguments(), text.reply().andThen(CpuRegisters::parse));
    }

    /** The CPUs in that text; those that lack a register are left out. */
    public static List<CpuRegisters> parse(String text) {
        List<CpuRegisters> cpus = new ArrayList<>();
        int number = -1;
        OptionalLong psw = OptionalLong.empty();
        for (String line : text.split("\r?\n")) {
            Matcher cpu = CPU.matcher(line);
            if (cpu.matches()) {
                number = Integer.parseInt(cpu.group(1));
                psw = OptionalLong.empty();
            } else if (line.startsWith("PSW=")) {
                psw = number(PSW.matcher(line));
            } else if (number >= 0 && psw.isPresent() && cpus.size() < MAX_CPUS) {
                OptionalLong control6 = number(CONTROL6.matcher(line));
                if (control6.isPresent()) {
                    cpus.add(new CpuRegisters(number, psw.getAsLong(), control6.getAsLong()));
                    number = -1;
                }
            }
        }
        return List.copyOf(cpus);
    }

    private static OptionalLong number(Matcher matcher) {
        return matcher.matches()
                ? OptionalLong.of(Long.parseUnsignedLong(matcher.group(1), HEXADECIMAL))
                : OptionalLong.empty();
    }
}
