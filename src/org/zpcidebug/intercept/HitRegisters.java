package org.zpcidebug.intercept;

import java.util.OptionalInt;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * The registers of the CPU that stands at a site, read when they are asked for: one of them by itself, and all as soon as
 * a second one is wanted, since asking takes longer than telling.
 */
@SuppressWarnings("nls")
final class HitRegisters {

    private static final int NONE = -1;

    private final StubClient client;
    private GeneralRegisters all;
    private int only = NONE;
    private long value;

    HitRegisters(StubClient client) {
        this.client = client;
    }

    /** As they were read already. */
    HitRegisters(GeneralRegisters known) {
        this.client = null;
        this.all = known;
    }

    /** A general register. */
    long general(int number) {
        if (all != null) {
            return all.general(number);
        }
        if (number == only) {
            return value;
        }
        OptionalInt first = client.registerNumber("r0");
        if (only == NONE && first.isPresent()) {
            value = client.register(first.getAsInt() + number);
            only = number;
            return value;
        }
        return all().general(number);
    }

    /** All of them, and the PSW. */
    GeneralRegisters all() {
        if (all == null) {
            all = client.registers();
        }
        return all;
    }
}
