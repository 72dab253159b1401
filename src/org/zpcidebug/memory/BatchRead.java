package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.memory.SpanPlan.Piece;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/** One batch on its way: checks its extents, has them read, and puts the results together. */
@SuppressWarnings("nls")
final class BatchRead implements Reading, SpanSink {

    private final List<Extent> extents;
    private final RamMap ram;
    private final byte[][] bytes;
    private final int[] missing;
    private final String[] problems;
    private SpanPlan plan;
    private List<Piece> again = List.of();
    private long delivered;

    BatchRead(List<Extent> extents, RamMap ram, MemoryOptions options) {
        this.extents = extents;
        this.ram = ram;
        this.bytes = new byte[extents.size()][];
        this.missing = new int[extents.size()];
        this.problems = new String[extents.size()];
        check(options);
    }

    private void check(MemoryOptions options) {
        long asked = 0;
        for (int i = 0; i < bytes.length; i++) {
            Extent extent = extents.get(i);
            missing[i] = extent.length();
            if (missing[i] == 0) {
                bytes[i] = new byte[0];
            } else if (i >= options.batchExtents() || asked + missing[i] > options.batchBytes()) {
                problems[i] = BudgetedStorage.exceeded(options.batchBytes()).text();
            } else if (ram.holds(extent.address(), extent.length())) {
                asked += missing[i];
            } else {
                problems[i] = outsideRam(extent);
            }
        }
    }

    private String outsideRam(Extent extent) {
        String size = Integer.toString(extent.length());
        return MemoryProblem.of(Kind.OUTSIDE_RAM, MemoryProblem.hex(extent.address()), size)
                .text();
    }

    @Override
    public void run(SpanReader reader) {
        List<Piece> open = open();
        if (open.isEmpty()) {
            return;
        }
        plan = SpanPlan.of(open, reader.mergeGap(), reader.largestSpan());
        again = new ArrayList<>(0);
        reader.read(plan.spans(), this);
        if (!again.isEmpty()) {
            plan = SpanPlan.of(again, -1, reader.largestSpan());
            reader.read(plan.spans(), this);
        }
    }

    /** The pieces of all extents that are neither complete nor unreadable, from their beginning. */
    private List<Piece> open() {
        List<Piece> open = new ArrayList<>(extents.size());
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] > 0 && problems[i] == null) {
                missing[i] = extents.get(i).length();
                addPieces(open, i);
            }
        }
        return open;
    }

    private void addPieces(List<Piece> open, int index) {
        Extent extent = extents.get(index);
        int offset = 0;
        while (offset < extent.length()) {
            long address = extent.address() + offset;
            RamRange range = ram.find(address);
            int length = (int) Math.min(extent.length() - offset, range.end() - address);
            open.add(new Piece(index, offset, address, length, range));
            offset += length;
        }
    }

    @Override
    public void bytes(int index, ByteBuffer buffer) {
        long start = plan.spans().get(index).address();
        List<Piece> pieces = plan.pieces(index);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (problems[piece.extent()] == null) {
                take(piece, buffer, (int) (piece.address() - start));
            }
        }
    }

    private void take(Piece piece, ByteBuffer buffer, int from) {
        int extent = piece.extent();
        if (bytes[extent] == null) {
            bytes[extent] = new byte[extents.get(extent).length()];
        }
        buffer.get(from, bytes[extent], piece.offset(), piece.length());
        missing[extent] -= piece.length();
        if (missing[extent] == 0) {
            delivered += bytes[extent].length;
        }
    }

    /** Pieces that were read together get a second chance by themselves. */
    @Override
    public void unreadable(int index, MemoryProblem problem) {
        List<Piece> pieces = plan.pieces(index);
        if (pieces.size() > 1 && problem.kind() == Kind.UNMAPPED) {
            again.addAll(pieces);
        } else {
            pieces.forEach(piece -> problems[piece.extent()] = problem.text());
        }
    }

    @Override
    public void giveUp(MemoryProblem problem) {
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] > 0 && problems[i] == null) {
                problems[i] = problem.text();
            }
        }
    }

    @Override
    public long delivered() {
        return delivered;
    }

    List<StorageRead> results() {
        List<StorageRead> results = new ArrayList<>(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            results.add(
                    problems[i] == null
                            ? StorageRead.of(extents.get(i), bytes[i])
                            : StorageRead.unreadable(extents.get(i), problems[i]));
        }
        return results;
    }
}
