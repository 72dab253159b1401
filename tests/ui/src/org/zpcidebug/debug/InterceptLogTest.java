package org.zpcidebug.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.zpcidebug.debug.InterceptLog.Entry;

/** The log keeps the newest entries, each by the number it got. */
class InterceptLogTest {

    @Test
    void keepsTheNewest() {
        InterceptLog log = new InterceptLog(3);
        AtomicInteger told = new AtomicInteger();
        log.addListener(told::incrementAndGet);
        for (int number = 0; number < 5; number++) {
            log.notice("number " + number);
        }
        assertThat(told).hasValue(5);
        assertThat(log.first()).isEqualTo(2);
        assertThat(log.end()).isEqualTo(5);
        assertThat(log.capacity()).isEqualTo(3);
        assertThat(log.get(1)).isNull();
        assertThat(log.get(2)).extracting(Entry::text).isEqualTo("number 2");
        assertThat(log.get(4)).extracting(Entry::text).isEqualTo("number 4");
        assertThat(log.get(4).isNotice()).isTrue();
        assertThat(log.get(5)).isNull();
    }

    @Test
    void goesOnCountingAfterItWasCleared() {
        InterceptLog log = new InterceptLog(3);
        log.notice("before");
        log.clear();
        assertThat(log.first()).isEqualTo(1);
        assertThat(log.get(0)).isNull();
        log.notice("after");
        assertThat(log.get(1)).extracting(Entry::text).isEqualTo("after");
    }

    @Test
    void keepsAHundredThousandUnlessTheUserWantsOtherwise() {
        assertThat(Preferences.interceptRows()).isEqualTo(100_000);
    }
}
