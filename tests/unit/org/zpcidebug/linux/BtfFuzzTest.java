package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.linux.KernelTypes.Structure;
import org.zpcidebug.s390.BigEndian;

/** Any bytes as type information: what is asked for lies in its structure or is not there. */
class BtfFuzzTest {

    private static final List<String> STRUCTURES =
            List.of("zpci_dev", "s390_domain", "airq_iv", "pci_dev", "zpci_bar_struct", "list_head");

    private static final List<String> PATHS =
            List.of("fid", "entry", "bars", "domain.type", "ctrs.mapped_pages", "dev.kobj.name", "next", "state");

    @FuzzTest
    void parsesAnything(byte[] bytes) {
        Known<Btf> btf = Known.from(() -> Btf.parse(new BigEndian(bytes)));
        if (!btf.isKnown()) {
            assertThat(btf.problem()).isNotBlank();
            return;
        }
        KernelTypes types = new BtfTypes(btf.value(), Source.BTF);
        for (String name : STRUCTURES) {
            types.structure(name).ifPresent(BtfFuzzTest::check);
        }
        types.enumerator("zpci_state", "ZPCI_FN_STATE_CONFIGURED");
        types.enumerator("wide", "BIG");
    }

    private static void check(Structure structure) {
        assertThat(structure.bytes()).isNotNegative();
        for (String path : PATHS) {
            structure.field(path).ifPresent(field -> assertThat(field.fits(structure.bytes()))
                    .isTrue());
        }
    }
}
