package org.zpcidebug.intercept;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.PciInstruction;

/**
 * Where in its functions a guest's code has a frame of its own on the stack. What was found out of a place is remembered,
 * because code does not change. For one thread.
 */
final class FrameRules {

    private static final int LONGEST_CODE = 4096;
    private static final int MOST_REMEMBERED = 4096;

    private final GuestCode code;
    private final Map<Long, Boolean> known = new HashMap<>();

    FrameRules(GuestCode code) {
        this.code = code;
    }

    GuestCode code() {
        return code;
    }

    /**
     * Whether the function has a frame of its own when it is about to execute that instruction: it has moved the stack
     * pointer since its beginning, and not restored it. Unknown code has one.
     */
    boolean hasFrame(StubClient client, long address) {
        Boolean before = known.get(address);
        if (before != null) {
            return before;
        }
        boolean found = find(client, address);
        if (known.size() < MOST_REMEMBERED) {
            known.put(address, found);
        }
        return found;
    }

    private boolean find(StubClient client, long address) {
        Optional<GuestCode.Place> place = code.place(address);
        if (place.isEmpty() || place.get().offset() > LONGEST_CODE) {
            return true;
        }
        try {
            int length = (int) place.get().offset();
            return length > 0 && movesStackPointer(new BigEndian(client.read(address - length, length)));
        } catch (StubException e) {
            if (e.reason() != StubException.Reason.REFUSED) {
                throw e;
            }
            return true;
        }
    }

    /** AGHI and LAY move it, LMG and LG restore it; where code branches, the last word counts. */
    private static boolean movesStackPointer(BigEndian code) {
        boolean moved = false;
        for (int at = 0; at + Short.BYTES <= code.length(); at += PciInstruction.length(code.u16(at))) {
            int first = code.u16(at);
            int last = at + 6 <= code.length() ? code.u16(at + 4) & 0xff : -1;
            boolean isSubtraction = first == 0xa7fb || (first & 0xfff0) == 0xe3f0 && last == 0x71;
            boolean isRestore = (first & 0xff0f) == 0xeb0f && last == 0x04;
            moved = isSubtraction || moved && !isRestore;
        }
        return moved;
    }
}
