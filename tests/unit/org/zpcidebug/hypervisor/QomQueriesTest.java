package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.QomQueries.Property;

/** Tests {@link QomQueries} and {@link ZpciQueries}. */
class QomQueriesTest {

    @Test
    void listsProperties() {
        String reply = "[{\"name\": \"type\", \"type\": \"string\"}, {\"name\": \"z\", \"type\": \"child<zpci>\"},"
                + " {\"name\": \"child[2]\", \"type\": \"link<virtio-rng-pci>\"}]";
        assertThat(Recorded.read(QomQueries.list("/machine"), reply))
                .containsExactly(
                        new Property("type", "string"),
                        new Property("z", "child<zpci>"),
                        new Property("child[2]", "link<virtio-rng-pci>"));
    }

    @Test
    void knowsChildrenAndLinks() {
        assertThat(new Property("z", "child<zpci>").childType()).isEqualTo("zpci");
        assertThat(new Property("z", "child<zpci>").linkType()).isEmpty();
        assertThat(new Property("z", "link<zpci>").linkType()).isEqualTo("zpci");
        assertThat(new Property("z", "child<").childType()).isEmpty();
    }

    @Test
    void findsTheZpciObjects() {
        assertThat(Recorded.read(ZpciQueries.children(), Recorded.text("10.0/qom-list.json")))
                .containsExactly("child[0]", "child[1]", "child[2]", "child[3]", "child[4]", "child[5]");
    }

    @Test
    void otherChildrenAreNoZpciObjects() {
        String reply = "[{\"name\": \"child[0]\", \"type\": \"link<other>\"},"
                + " {\"name\": \"hotplug-handler\", \"type\": \"link<zpci>\"},"
                + " {\"name\": \"child[7]\", \"type\": \"link<zpci>\"}]";
        assertThat(Recorded.read(ZpciQueries.children(), reply)).containsExactly("child[7]");
    }

    @Test
    void readsIds() {
        assertThat(Recorded.read(ZpciQueries.fid("/z"), "4294967295")).isEqualTo(0xffff_ffffL);
        assertThat(Recorded.read(ZpciQueries.uid("/z"), "17")).isEqualTo(17);
        assertThatThrownBy(() -> Recorded.read(ZpciQueries.fid("/z"), "4294967296"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Recorded.read(ZpciQueries.uid("/z"), "65536"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsTheOtherProperties() {
        assertThat(Recorded.read(ZpciQueries.target("/z"), "\"blk0\"")).isEqualTo("blk0");
        assertThat(Recorded.read(ZpciQueries.interpreted("/z"), "true")).isTrue();
        assertThat(Recorded.read(ZpciQueries.forwardingAssist("/z"), "false")).isFalse();
        assertThat(Recorded.read(ZpciQueries.relaxedTranslation("/z"), "true")).isTrue();
        assertThat(ZpciQueries.path("child[3]").arguments().get("property").getAsString())
                .isEqualTo("child[3]");
    }
}
