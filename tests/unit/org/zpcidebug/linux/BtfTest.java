package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.zpcidebug.linux.BtfBuilder.Member;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.linux.KernelTypes.Structure;
import org.zpcidebug.s390.BigEndian;

class BtfTest {

    private final BtfBuilder builder = new BtfBuilder();
    private final int u8 = builder.integer("u8", 1);
    private final int u32 = builder.integer("u32", 4);
    private final int u64 = builder.integer("u64", 8);

    private KernelTypes types() throws Problem {
        return new BtfTypes(Btf.parse(builder.build()), Source.BTF);
    }

    private Structure structure(String name) throws Problem {
        return types().structure(name).orElseThrow();
    }

    @Test
    void membersOfEveryKind() throws Problem {
        int named = builder.modifier(Btf.TYPEDEF, "handle_t", u32);
        int constant = builder.modifier(Btf.CONST, "", named);
        int tagged = builder.modifier(Btf.TYPE_TAG, "user", constant);
        int pointer = builder.pointer(0);
        int array = builder.array(u64, u32, 6);
        int choice = builder.enumeration("state", "A", "B");
        builder.structure(
                "all",
                96,
                Member.at("fh", tagged, 4),
                Member.at("next", pointer, 8),
                Member.at("bars", array, 16),
                Member.at("state", choice, 64),
                Member.at("end", u8, 95));

        Structure all = structure("all");
        assertThat(all.bytes()).isEqualTo(96);
        assertThat(all.field("fh")).contains(Field.ofBytes(4, 4));
        assertThat(all.field("next")).contains(Field.ofBytes(8, 8));
        assertThat(all.field("bars")).contains(Field.ofBytes(16, 48));
        assertThat(all.field("state")).contains(Field.ofBytes(64, 4));
        assertThat(all.field("end")).contains(Field.ofBytes(95, 1));
        assertThat(all.field("gone")).isEmpty();
        assertThat(all.field("fh.inner")).isEmpty();
        assertThat(types().source()).isEqualTo(Source.BTF);
    }

    @Test
    void membersOfMembersAndOfWhatHasNoName() throws Problem {
        int counters = builder.structure("ctrs", 16, Member.at("mapped", u64, 0), Member.at("unmapped", u64, 8));
        int wrapped = builder.modifier(Btf.TYPEDEF, "ctrs_t", counters);
        int inUnion = builder.structure("", 8, Member.at("low", u32, 0), Member.at("high", u32, 4));
        int union = builder.union("", 8, Member.at("whole", u64, 0), Member.at("", inUnion, 0));
        builder.structure("domain", 64, Member.at("", union, 8), Member.at("counters", wrapped, 32));

        Structure domain = structure("domain");
        assertThat(domain.field("counters.unmapped")).contains(Field.ofBytes(40, 8));
        assertThat(domain.field("whole")).contains(Field.ofBytes(8, 8));
        assertThat(domain.field("high")).contains(Field.ofBytes(12, 4));
    }

    @Test
    void bitFields() throws Problem {
        builder.structure(
                "bits",
                8,
                new Member("a", u8, 0, 3),
                new Member("b", u8, 3, 1),
                new Member("c", u32, 12, 12),
                new Member("whole", u32, 32, 0));

        Structure bits = structure("bits");
        BigEndian bytes = new BigEndian(new byte[] {(byte) 0b101_1_0000, 0x0a, (byte) 0xbc, 0, 1, 2, 3, 4});
        assertThat(bits.field("a").orElseThrow().unsigned(bytes)).isEqualTo(5);
        assertThat(bits.field("b").orElseThrow().unsigned(bytes)).isEqualTo(1);
        assertThat(bits.field("c").orElseThrow().unsigned(bytes)).isEqualTo(0xabc);
        assertThat(bits.field("whole").orElseThrow().unsigned(bytes)).isEqualTo(0x0102_0304);
    }

    @Test
    void enumerators() throws Problem {
        builder.enumeration("zpci_state", "STANDBY", "CONFIGURED");
        builder.enumeration64("wide", "BIG", 0x1_2345_6789L);

        assertThat(types().enumerator("zpci_state", "STANDBY")).hasValue(-1);
        assertThat(types().enumerator("zpci_state", "CONFIGURED")).hasValue(0);
        assertThat(types().enumerator("zpci_state", "GONE")).isEmpty();
        assertThat(types().enumerator("gone", "STANDBY")).isEmpty();
        assertThat(types().enumerator("wide", "BIG")).hasValue(0x1_2345_6789L);
    }

    @Test
    void everyKindIsSteppedOver() throws Problem {
        builder.raw("f", 7, 0, 0);
        builder.raw("fn", 12, 1, 1);
        builder.raw("", 13, 2, 0, 0, 0, 0, 0);
        builder.raw("v", 14, 0, u32, 1);
        builder.raw(".data", 15, 1, 8, 1, 2, 3);
        builder.raw("float", Btf.FLOAT, 0, 8);
        builder.raw("tag", 17, 0, u32, -1);
        builder.raw("r", Btf.RESTRICT, 0, u32);
        builder.raw("vol", Btf.VOLATILE, 0, u32);
        builder.structure("behind", 4, Member.at("x", u32, 0));

        assertThat(structure("behind").field("x")).contains(Field.ofBytes(0, 4));
    }

    @Test
    void declarationsAndEmptyStructuresAreNotTheStructure() throws Problem {
        builder.raw("zpci_dev", 7, 0, 0);
        builder.structure("zpci_dev", 0);
        builder.structure("zpci_dev", 4, Member.at("fid", u32, 0));

        assertThat(structure("zpci_dev").bytes()).isEqualTo(4);
    }

    @Test
    void membersOutsideOfTheirStructureAreNone() throws Problem {
        int inner = builder.structure("inner", 8, Member.at("x", u64, 0));
        builder.structure("small", 4, Member.at("x", u32, 4), Member.at("y", u64, 0), Member.at("in", inner, 0));

        assertThat(structure("small").field("x")).isEmpty();
        assertThat(structure("small").field("y")).isEmpty();
        assertThat(structure("small").field("in.x")).isEmpty();
    }

    @Test
    void structuresThatHoldThemselvesEnd() throws Problem {
        int self = u64 + 1;
        builder.structure("self", 64, Member.at("", self, 0), Member.at("", self, 8), Member.at("", self, 16));
        int loop = builder.modifier(Btf.TYPEDEF, "loop", self + 1);
        builder.structure("looping", 8, Member.at("x", loop, 0));
        int huge = builder.array(builder.array(u64, u32, Integer.MAX_VALUE), u32, Integer.MAX_VALUE);
        builder.structure("huge", 8, Member.at("x", huge, 0));

        assertThat(structure("self").field("x")).isEmpty();
        assertThat(structure("looping").field("x")).isEmpty();
        assertThat(structure("huge").field("x")).isEmpty();
    }

    @Test
    void whatIsNoBtf() {
        BigEndian good = builder.build();
        byte[] bytes = good.bytes(0, good.length());

        assertThatThrownBy(() -> Btf.parse(new BigEndian(new byte[10]))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Btf.parse(good.slice(0, good.length() - 1))).isInstanceOf(Problem.class);
        byte[] littleEndian = bytes.clone();
        littleEndian[0] = (byte) 0x9f;
        assertThatThrownBy(() -> Btf.parse(new BigEndian(littleEndian))).isInstanceOf(Problem.class);
        byte[] hugeTypes = bytes.clone();
        ByteBuffer.wrap(hugeTypes).putInt(12, -1);
        assertThatThrownBy(() -> Btf.parse(new BigEndian(hugeTypes))).isInstanceOf(Problem.class);
        byte[] kind20 = bytes.clone();
        kind20[Btf.HEADER_BYTES + 4] = 20;
        assertThatThrownBy(() -> Btf.parse(new BigEndian(kind20)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("kind 20");
        byte[] cut = bytes.clone();
        ByteBuffer.wrap(cut).putInt(12, 20);
        assertThatThrownBy(() -> Btf.parse(new BigEndian(cut))).isInstanceOf(Problem.class);
    }
}
