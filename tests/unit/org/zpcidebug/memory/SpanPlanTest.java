package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.memory.SpanPlan.Piece;

class SpanPlanTest {

    private static final RamRange LOW = new RamRange(0, 1 << 20, "low", 0x7000_0000_0000L);
    private static final RamRange NEXT = new RamRange(1 << 20, 1 << 20, "next", 0x6000_0000_0000L);

    private static Piece piece(int extent, long address, int length) {
        return new Piece(extent, 0, address, length, address < LOW.end() ? LOW : NEXT);
    }

    private static List<String> spans(int gap, int largest, Piece... pieces) {
        return SpanPlan.of(List.of(pieces), gap, largest).spans().stream()
                .map(span -> Long.toHexString(span.address()) + "+" + Integer.toHexString(span.length()))
                .toList();
    }

    @Test
    void nearPiecesAreOneSpan() {
        assertThat(spans(0x100, 0x1000, piece(0, 0x1000, 8), piece(1, 0x1108, 8), piece(2, 0x1300, 8)))
                .containsExactly("1000+110", "1300+8");
    }

    @Test
    void theOrderDoesNotMatter() {
        assertThat(spans(0x100, 0x1000, piece(0, 0x1080, 8), piece(1, 0x1000, 8)))
                .containsExactly("1000+88");
    }

    @Test
    void overlappingPiecesAreReadOnce() {
        assertThat(spans(0, 0x1000, piece(0, 0x1000, 0x100), piece(1, 0x1010, 0x10), piece(2, 0x1000, 0x100)))
                .containsExactly("1000+100");
    }

    @Test
    void spansStayWithinTheBound() {
        assertThat(spans(0x1000, 0x100, piece(0, 0x1000, 0x250))).containsExactly("1000+100", "1100+100", "1200+50");
        assertThat(spans(0x1000, 0x100, piece(0, 0x1000, 0x80), piece(1, 0x1080, 0x80), piece(2, 0x1100, 8)))
                .containsExactly("1000+100", "1100+8");
    }

    @Test
    void spansStayWithinARange() {
        assertThat(spans(0x1000, 0x1000, piece(0, 0xffff8, 8), piece(1, 0x100000, 8)))
                .containsExactly("ffff8+8", "100000+8");
        Span span = SpanPlan.of(List.of(piece(0, 0x100010, 8)), 0, 8).spans().get(0);
        assertThat(span.hostAddress()).isEqualTo(0x6000_0000_0010L);
    }

    @Test
    void withoutMergingEachPieceIsASpan() {
        assertThat(spans(-1, 0x1000, piece(0, 0x1000, 8), piece(1, 0x1008, 8), piece(2, 0x1000, 8)))
                .hasSize(3);
    }

    @Test
    void everyPieceBelongsToTheSpanThatHoldsIt() {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pieces.add(piece(i, (i * 7919L) % (1 << 20) & ~7, 8 + i % 50));
        }
        SpanPlan plan = SpanPlan.of(pieces, 64, 512);
        int count = 0;
        for (int i = 0; i < plan.spans().size(); i++) {
            Span span = plan.spans().get(i);
            assertThat(span.length()).isBetween(1, 512);
            for (Piece piece : plan.pieces(i)) {
                count++;
                assertThat(piece.address()).isGreaterThanOrEqualTo(span.address());
                assertThat(piece.address() + piece.length()).isLessThanOrEqualTo(span.address() + span.length());
            }
        }
        assertThat(count).isEqualTo(pieces.size());
    }
}
