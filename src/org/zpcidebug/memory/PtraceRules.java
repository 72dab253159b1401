package org.zpcidebug.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.memory.MemoryProblem.Kind;

/**
 * What decides whether one process may read the memory of another (ptrace(2), "Ptrace access mode checking").
 *
 * @param pid QEMU's process
 * @param ours our effective user
 * @param theirs QEMU's effective user; -1 when unknown
 * @param scope kernel.yama.ptrace_scope; 0 where there is no such setting
 */
@SuppressWarnings("nls")
record PtraceRules(int pid, int ours, int theirs, int scope) {

    private static final Pattern USERS = Pattern.compile("(?m)^Uid:\\s+\\d{1,10}\\s+(\\d{1,9})\\s");
    private static final Path SCOPE = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    private static final int NOBODY_MAY = 3;
    private static final int ONLY_PRIVILEGED = 2;
    private static final int ONLY_PARENTS = 1;

    static PtraceRules of(int pid) {
        return new PtraceRules(
                pid,
                user(text(Path.of("/proc/self/status"))),
                user(text(Path.of("/proc/" + pid + "/status"))),
                scopeSetting());
    }

    private static int scopeSetting() {
        String text = text(SCOPE).trim();
        return text.matches("[0-3]") ? Integer.parseInt(text) : 0;
    }

    /** The effective user in the text of {@code /proc/PID/status}; -1 when there is none. */
    static int user(String status) {
        Matcher users = USERS.matcher(status);
        return users.find() ? Integer.parseInt(users.group(1)) : -1;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Why access was refused, and the remedy. */
    MemoryProblem explain() {
        return MemoryProblem.variant(
                Kind.PERMISSION_REFUSED,
                reason(),
                Integer.toString(pid),
                Integer.toString(theirs),
                Integer.toString(ours),
                Integer.toString(scope));
    }

    private String reason() {
        if (scope == NOBODY_MAY) {
            return "SCOPE_3";
        }
        if (ours == 0) {
            return "CONTAINER";
        }
        if (ours != theirs) {
            return scope == 0 ? "OTHER_USER" : "OTHER_USER_SCOPE";
        }
        return switch (scope) {
            case ONLY_PRIVILEGED -> "SCOPE_2";
            case ONLY_PARENTS -> "SCOPE_1";
            default -> "PROTECTED";
        };
    }
}
