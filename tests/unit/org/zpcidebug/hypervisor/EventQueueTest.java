package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zpcidebug.hypervisor.MonitorTesting.get;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zpcidebug.testing.FakeMonitor;

class EventQueueTest {

    private static MonitorEvent event(String name) {
        return new MonitorEvent(name, new JsonObject(), Instant.EPOCH);
    }

    @Test
    void dropsTheOldestAndCounts() {
        EventQueue queue = new EventQueue(2, name -> true, closed -> {});
        queue.offer(List.of(event("A")));
        queue.offer(List.of(event("B"), event("C")));
        assertThat(queue.dropped()).isEqualTo(1);
        assertThat(queue.poll()).contains(event("B"));
        assertThat(queue.drain()).containsExactly(event("C"));
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void takesOnlyWhatIsWanted() {
        EventQueue queue = new EventQueue(1, "A"::equals, closed -> {});
        CompletableFuture<Void> available = queue.available();
        queue.offer(List.of(event("B"), event("B")));
        assertThat(available).isSameAs(queue.available());
        queue.offer(List.of(event("B"), event("A"), event("B")));
        assertThat(queue.available()).isDone();
        assertThat(queue.drain()).containsExactly(event("A"));
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void hasRoomForSomething() {
        assertThatThrownBy(() -> new EventQueue(0, name -> true, closed -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waitsNoLongerThanAllowed() throws Exception {
        EventQueue queue = new EventQueue(1, name -> true, closed -> {});
        assertThat(queue.poll(Duration.ofMillis(20))).isEmpty();
        assertThat(queue.poll(Duration.ZERO)).isEmpty();
        assertThat(queue.poll(Duration.ofSeconds(-1))).isEmpty();
    }

    @Test
    void wakesWhoWaits() throws Exception {
        EventQueue queue = new EventQueue(1, name -> true, closed -> {});
        CompletableFuture<Void> available = queue.available();
        assertThat(available).isNotDone().isSameAs(queue.available());
        CompletableFuture<Void> offered = CompletableFuture.runAsync(() -> queue.offer(List.of(event("A"))));
        assertThat(queue.poll(Duration.ofSeconds(20))).contains(event("A"));
        get(offered);
        get(available);
        assertThat(queue.available()).isNotDone();
        queue.offer(List.of(event("B")));
        assertThat(queue.available()).isDone();
    }

    @Test
    void closingWakesAndKeepsWhatIsThere() throws Exception {
        EventQueue queue = new EventQueue(2, name -> true, closed -> {});
        CompletableFuture<Void> available = queue.available();
        queue.close();
        get(available);
        assertThat(queue.poll(Duration.ofSeconds(20))).isEmpty();
        EventQueue other = new EventQueue(2, name -> true, closed -> {});
        other.offer(List.of(event("A")));
        other.close();
        other.close();
        other.offer(List.of(event("B")));
        assertThat(other.isClosed()).isTrue();
        assertThat(other.poll(Duration.ofSeconds(20))).contains(event("A"));
        assertThat(other.poll(Duration.ofSeconds(20))).isEmpty();
        assertThat(other.available()).isDone();
    }

    @Test
    void eventsOfAMonitor() throws Exception {
        Instant start = Instant.now();
        FakeMonitor.Script script = peer -> {
            peer.negotiate();
            peer.awaitWord("subscribed");
            peer.event("DEVICE_DELETED", "{\"device\": \"rng0\"}");
            peer.send("{\"event\": \"STOP\", \"timestamp\": {\"seconds\": -1, \"microseconds\": -1}}");
            peer.send("{\"event\": \"STOP\", \"data\": 5, \"timestamp\": {\"seconds\": 1e99, \"microseconds\": 1}}");
            peer.answerAll();
        };
        try (FakeMonitor fake = FakeMonitor.unix(script);
                Monitor monitor = open(fake.address());
                EventQueue queue = monitor.events(10)) {
            fake.tell("subscribed");
            MonitorEvent deleted = queue.poll(Duration.ofSeconds(20)).orElseThrow();
            assertThat(deleted.name()).isEqualTo("DEVICE_DELETED");
            assertThat(deleted.data().get("device").getAsString()).isEqualTo("rng0");
            assertThat(deleted.time()).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 123_456_000));
            for (int i = 0; i < 2; i++) {
                MonitorEvent stop = queue.poll(Duration.ofSeconds(20)).orElseThrow();
                assertThat(stop.data().size()).isZero();
                assertThat(stop.time()).isBetween(start, Instant.now());
            }
        }
    }
}
