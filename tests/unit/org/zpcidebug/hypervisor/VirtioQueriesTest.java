package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.hypervisor.VirtioQueries.Device;
import org.zpcidebug.hypervisor.VirtioQueries.QueueStatus;
import org.zpcidebug.hypervisor.VirtioQueries.Status;

/** Tests {@link VirtioQueries}. */
class VirtioQueriesTest {

    private static final String PATH = "/machine/peripheral/blk0/virtio-backend";

    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0"})
    void readsTheDevices(String version) {
        assertThat(Recorded.reply(VirtioQueries.devices(), version))
                .contains(new Device("virtio-blk", PATH))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0"})
    void readsAStatus(String version) {
        assertThat(Recorded.reply(VirtioQueries.status(PATH), version))
                .isEqualTo(new Status("virtio-blk", true, false, true, false, 2));
    }

    @Test
    void aDriverThatIsNotThereHasAgreedToNothing() {
        String reply = "{\"name\": \"virtio-rng\", \"status\": {\"statuses\": []}, \"broken\": true,"
                + " \"guest-features\": {\"transports\": []}, \"vhost-started\": true, \"num-vqs\": 1}";
        assertThat(Recorded.read(VirtioQueries.status(PATH), reply))
                .isEqualTo(new Status("virtio-rng", false, true, false, true, 1));
    }

    @Test
    void readsAQueue() {
        assertThat(Recorded.reply(VirtioQueries.queue(PATH, 0), "7.2"))
                .isEqualTo(new QueueStatus(0, 256, 0x100000000L, 0x100001000L, 0x100001300L, 512, 512, 0));
        QueueStatus newer = Recorded.reply(VirtioQueries.queue(PATH, 1), "10.0");
        assertThat(newer.index()).isEqualTo(1);
        assertThat(newer.descriptors()).isEqualTo(0x109ffe000L);
    }

    @Test
    void aQueueMayKeepItsPositionToItself() {
        String reply = "{\"vring-num\": 8, \"vring-desc\": 18446744073709551615, \"vring-avail\": 0,"
                + " \"vring-used\": 0, \"used-idx\": 3, \"inuse\": 1}";
        assertThat(Recorded.read(VirtioQueries.queue(PATH, 2), reply))
                .isEqualTo(new QueueStatus(2, 8, -1, 0, 0, -1, 3, 1));
    }

    @Test
    void asksForThePath() {
        assertThat(VirtioQueries.queue(PATH, 3).arguments().toString())
                .isEqualTo("{\"path\":\"" + PATH + "\",\"queue\":3}");
    }

    @Test
    void boundsTheQueues() {
        String reply = Recorded.text("7.2/x-query-virtio-status.json").replace("\"num-vqs\": 2", "\"num-vqs\": 65536");
        assertThatThrownBy(() -> Recorded.read(VirtioQueries.status(PATH), reply))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
