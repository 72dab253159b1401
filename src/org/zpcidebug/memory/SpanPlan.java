package org.zpcidebug.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How to read pieces of extents with few and large transfers: pieces that are near each other are read together, pieces
 * that are too large in several steps.
 */
final class SpanPlan {

    /**
     * A piece of an extent, all in one range of RAM.
     *
     * @param extent the index of the extent
     * @param offset where in the extent the piece begins
     */
    record Piece(int extent, int offset, long address, int length, RamRange range) {

        private long end() {
            return address + length;
        }

        private Piece part(int from, int most) {
            return new Piece(extent, offset + from, address + from, Math.min(most, length - from), range);
        }
    }

    private static final Comparator<Piece> BY_ADDRESS = Comparator.comparingLong(Piece::address);

    private final List<Span> spans = new ArrayList<>();
    private final List<Piece> pieces;
    private int[] firstPiece;

    private SpanPlan(List<Piece> pieces) {
        this.pieces = pieces;
        this.firstPiece = new int[Math.min(pieces.size(), 16)];
    }

    /** @param gap negative to read each piece by itself */
    static SpanPlan of(List<Piece> pieces, int gap, int largest) {
        List<Piece> parts = split(pieces, largest);
        if (parts.size() > 1) {
            parts.sort(BY_ADDRESS);
        }
        SpanPlan plan = new SpanPlan(parts);
        plan.merge(gap, largest);
        return plan;
    }

    private static List<Piece> split(List<Piece> pieces, int largest) {
        List<Piece> parts = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (piece.length <= largest) {
                parts.add(piece);
            } else {
                for (int from = 0; from < piece.length; from += largest) {
                    parts.add(piece.part(from, largest));
                }
            }
        }
        return parts;
    }

    private void merge(int gap, int largest) {
        int first = 0;
        while (first < pieces.size()) {
            Piece start = pieces.get(first);
            long end = start.end();
            int next = first + 1;
            while (next < pieces.size() && joins(pieces.get(next), start, end, gap, largest)) {
                end = Math.max(end, pieces.get(next).end());
                next++;
            }
            add(new Span(start.address, (int) (end - start.address), start.range), first);
            first = next;
        }
    }

    private static boolean joins(Piece piece, Piece start, long end, int gap, int largest) {
        return gap >= 0
                && piece.range == start.range
                && piece.address - end <= gap
                && Math.max(end, piece.end()) - start.address <= largest;
    }

    private void add(Span span, int first) {
        if (spans.size() == firstPiece.length) {
            firstPiece = Arrays.copyOf(firstPiece, 2 * firstPiece.length);
        }
        firstPiece[spans.size()] = first;
        spans.add(span);
    }

    List<Span> spans() {
        return spans;
    }

    /** The pieces that the span with that index serves; each lies wholly in it. */
    List<Piece> pieces(int span) {
        int end = span + 1 < spans.size() ? firstPiece[span + 1] : pieces.size();
        return pieces.subList(firstPiece[span], end);
    }
}
