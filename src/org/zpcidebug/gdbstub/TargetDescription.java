package org.zpcidebug.gdbstub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which registers a stub has, by the description it gives of itself. Names are QEMU's: {@code pswa}, {@code cr1},
 * {@code prefix}. Only what is needed is looked for in the XML, and never more than a bound.
 *
 * @param numbers the number of each register, by its name
 */
@SuppressWarnings("nls")
record TargetDescription(Map<String, Integer> numbers) {

    private static final int MOST_FILES = 32;
    private static final int MOST_REGISTERS = 1024;
    private static final Pattern INCLUDE = Pattern.compile("<xi:include\\s+href=\"([\\w.-]{1,100})\"");
    private static final Pattern REGISTER = Pattern.compile("<reg\\s([^<>]{1,400})>");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([\\w.-]{1,40})\"");
    private static final Pattern NUMBER = Pattern.compile("\\bregnum=\"([0-9]{1,4})\"");

    /**
     * Reads a description.
     *
     * @param files gives a file's text by its name
     */
    static TargetDescription read(Function<String, String> files) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        String main = files.apply("target.xml");
        int next = addRegisters(main, numbers, 0);
        Matcher include = INCLUDE.matcher(main);
        for (int i = 0; i < MOST_FILES && include.find(); i++) {
            next = addRegisters(files.apply(include.group(1)), numbers, next);
        }
        return new TargetDescription(Map.copyOf(numbers));
    }

    /** Registers without a number of their own follow the one before. */
    private static int addRegisters(String xml, Map<String, Integer> numbers, int first) {
        int next = first;
        Matcher register = REGISTER.matcher(xml);
        while (numbers.size() < MOST_REGISTERS && register.find()) {
            Matcher number = NUMBER.matcher(register.group(1));
            next = number.find() ? Integer.parseInt(number.group(1)) : next;
            Matcher name = NAME.matcher(register.group(1));
            if (name.find()) {
                numbers.putIfAbsent(name.group(1), next);
            }
            next++;
        }
        return next;
    }
}
