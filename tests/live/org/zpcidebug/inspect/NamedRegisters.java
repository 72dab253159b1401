package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.inspect.Findings.LIMIT;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.intercept.InterceptBreakpoint;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.intercept.InterceptCriteria;
import org.zpcidebug.intercept.InterceptEvent;
import org.zpcidebug.intercept.InterceptListener;
import org.zpcidebug.intercept.InterceptSession;
import org.zpcidebug.intercept.InterceptState;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.Eventually;

/** That intercepts of a guest that was probed name the registers of a device that the guest stores to. */
final class NamedRegisters implements InterceptListener {

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private NamedRegisters() {}

    /** Waits until a store to that BAR of the function is recorded with a name that begins so; the guest is left afterwards. */
    static void await(GuestSession session, long fid, int bar, String name) throws Exception {
        NamedRegisters heard = new NamedRegisters();
        InterceptSession intercepts = session.intercepts();
        intercepts.addListener(heard);
        InterceptCriteria stores = InterceptCriteria.builder()
                .instructions(PciOpcode.PCISTG)
                .fid(fid)
                .space(bar)
                .build();
        try {
            intercepts
                    .setBreakpoints(List.of(InterceptBreakpoint.of("stores", stores, Action.LOG)))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            Eventually.passes(
                    LIMIT.multipliedBy(2),
                    () -> assertThat(heard.names).as("%s", intercepts.state()).anyMatch(one -> one.startsWith(name)));
        } finally {
            intercepts.removeListener(heard);
            intercepts.setBreakpoints(List.of()).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            intercepts.leave().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public void changed(InterceptState state) {
        // What counts are the records.
    }

    @Override
    public void happened(InterceptEvent event) {
        if (event instanceof InterceptEvent.Recorded recorded) {
            names.add(String.valueOf(recorded.record().operands().get("register")));
        }
    }
}
