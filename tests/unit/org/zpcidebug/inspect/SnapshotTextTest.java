package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests {@link SnapshotText}. */
class SnapshotTextTest {

    @Test
    void tellsTheGuestAndEveryField() {
        String text = SnapshotText.write(Samples.guest(Samples.known(), Samples.unknown()));
        assertThat(text)
                .startsWith("zPCI functions of sample\n")
                .contains("\nQEMU                      10.0.2 (TCG)\n")
                .contains("\nMemory                    512 MiB\n")
                .contains("\nGuest System              Linux 6.99\n")
                .contains("\nMemory Access             Memory of the process 7\n")
                .contains("\nFunction 0x100, UID 0x11, blk0\n")
                .contains("\n    DMA                   registered, DMA addresses up to 0x11fffffff\n")
                .contains("\nFunction 0xffffffff, UID unknown, unknown\n")
                .contains("\n    DMA                   (why)\n")
                .doesNotContain("!", "{", "null");
        FunctionFields.all().forEach(field -> assertThat(text).contains("\n    " + field.label() + " "));
    }

    @Test
    void tellsNoticesAndWhatIsUnknown() {
        assertThat(SnapshotText.write(Samples.unknownGuest()))
                .startsWith("zPCI functions of a guest without name\n")
                .contains("\nStatus                    (why)\n")
                .contains("\nLook here.\n");
    }

    @Test
    void tellsOneFunction() {
        assertThat(SnapshotText.write(Samples.known()))
                .startsWith("Function 0x100, UID 0x11, blk0\n  Warning: This is only a sample.\n"
                        + "  Not checked (other): Nobody looked.\n  Identity\n")
                .contains("\n    Loads                 11, 2.8 a second\n")
                .endsWith("\n");
    }
}
