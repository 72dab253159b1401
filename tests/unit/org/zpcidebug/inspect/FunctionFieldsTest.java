package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.FunctionSnapshot.Origin;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioQueue;

/** Tests {@link FunctionFields} and their words. */
class FunctionFieldsTest {

    @Test
    void everyFieldHasALabelAndADescription() {
        assertThat(FunctionFields.all()).hasSizeGreaterThan(15).allSatisfy(field -> {
            assertThat(field.label()).isNotEmpty().doesNotStartWith("!");
            assertThat(field.description()).endsWith(".").doesNotStartWith("!");
        });
        assertThat(FunctionFields.groups())
                .allSatisfy(group -> assertThat(group.label()).doesNotStartWith("!"));
    }

    @Test
    void labelsAndPathsAreUnique() {
        assertThat(FunctionFields.all()).extracting(FunctionField::path).doesNotHaveDuplicates();
        assertThat(FunctionFields.all()).extracting(FunctionField::label).doesNotHaveDuplicates();
    }

    @Test
    void everyFieldIsTold() {
        for (FunctionSnapshot function : List.of(Samples.known(), Samples.unknown())) {
            assertThat(FunctionFields.all())
                    .allSatisfy(field ->
                            assertThat(field.text(function)).isNotEmpty().doesNotContain("!", "{"));
        }
    }

    @Test
    void unknownFieldsTellTheReason() {
        assertThat(FunctionFields.all().stream().filter(field -> field != FunctionFields.FID))
                .allSatisfy(field -> assertThat(field.text(Samples.unknown())).isEqualTo("why"));
    }

    @Test
    void tellsTheFunction() {
        FunctionSnapshot function = Samples.known();
        assertThat(FunctionFields.FID.text(function)).isEqualTo("0x100");
        assertThat(FunctionFields.UID.text(function)).isEqualTo("0x11");
        assertThat(FunctionFields.VENDOR.text(function)).isEqualTo("0x1af4 Red Hat (virtio)");
        assertThat(FunctionFields.DEVICE.text(function)).isEqualTo("0x1042 Block device");
        assertThat(FunctionFields.CLASS.text(function)).isEqualTo("0x0100 SCSI controller");
        assertThat(FunctionFields.HOST_DEVICE.text(function)).isEqualTo("none, emulated");
        assertThat(FunctionFields.DMA_REGISTERED.text(function))
                .isEqualTo("registered, DMA addresses up to 0x11fffffff");
        assertThat(FunctionFields.BARS.text(function))
                .isEqualTo("BAR 1: 4 KiB, 32-bit memory; BAR 4: 16 KiB, 64-bit prefetchable memory");
        assertThat(FunctionFields.VIRTIO.text(function)).isEqualTo("virtio-blk, driver ready, DMA addresses");
        assertThat(FunctionFields.QUEUES.text(function))
                .isEqualTo("0: 256 entries, 1 in work, descriptors at 0x100000000; 1: not set up");
    }

    @Test
    void tellsTheStatesOfDma() {
        Value<Long> noLimit = Value.unknown("none");
        assertThat(FunctionWords.dma(new Dma(Value.hypervisor(false), noLimit, Value.unknown("none"))))
                .isEqualTo("not registered");
        assertThat(FunctionWords.dma(new Dma(Value.hypervisor(true), noLimit, Value.hypervisor(true))))
                .isEqualTo("registered, directly to guest memory");
    }

    @Test
    void tellsTheStatesOfADriver() {
        assertThat(FunctionWords.virtio(new VirtioDevice("virtio-rng", false, false, false)))
                .isEqualTo("virtio-rng, driver not ready");
        assertThat(FunctionWords.virtio(new VirtioDevice("virtio-rng", true, true, false)))
                .isEqualTo("virtio-rng, stopped after an error of the driver, guest addresses without translation");
    }

    @Test
    void tellsWhoMadeTheObject() {
        assertThat(ZpciFacts.object("/machine/peripheral/z0"))
                .isEqualTo(new FunctionSnapshot.ZpciObject("/machine/peripheral/z0", "z0", Origin.NAMED));
        assertThat(ZpciFacts.object("/machine/peripheral-anon/device[0]").origin())
                .isEqualTo(Origin.ANONYMOUS);
        assertThat(FunctionWords.zpci(ZpciFacts.object("/machine/unattached/device[2]")))
                .isEqualTo("/machine/unattached/device[2], made by QEMU for a device that had none");
    }

    @Test
    void tellsBars() {
        assertThat(FunctionWords.bars(List.of())).isEqualTo("none");
        assertThat(FunctionWords.bars(
                        List.of(new Bar(2, BarKind.IO, false, 32), new Bar(0, BarKind.MEM64, false, 1536))))
                .isEqualTo("BAR 2: 32 bytes, I/O ports; BAR 0: 1536 bytes, 64-bit memory");
    }

    @Test
    void aQueueOfAVhostBackendHasNoPosition() {
        VirtioQueue queue = new VirtioQueue(0, 8, 0x1000, 0x2000, 0x3000, -1, 7, 2);
        assertThat(FieldJson.queues(List.of(queue)).toString())
                .contains("\"usedIndex\":7")
                .doesNotContain("-1");
    }

    @Test
    void namesHostDevicesByTheirAddress() {
        assertThat(Devices.hostAddress("/sys/bus/pci/devices/0001:00:00.0")).isEqualTo("0001:00:00.0");
        assertThat(Devices.hostAddress("/sys/bus/mdev/devices/83b8f4f2")).isEqualTo("/sys/bus/mdev/devices/83b8f4f2");
    }
}
