package org.zpcidebug.s390;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Absolute storage from 0 on, as an array that tests write to. Beyond its end nothing can be read. */
public final class TestStorage implements AbsoluteStorage {

    private final byte[] bytes;
    private int batches;
    private Runnable afterBatch = () -> {};

    /** Zeros. */
    public TestStorage(int length) {
        bytes = new byte[length];
    }

    /** How many batches were read. */
    public int batches() {
        return batches;
    }

    /** The length. */
    public int length() {
        return bytes.length;
    }

    /** Runs after each batch, as a guest that runs meanwhile. */
    public void afterBatch(Runnable action) {
        afterBatch = action;
    }

    /** Writes bytes. */
    public TestStorage put(long address, byte... content) {
        System.arraycopy(content, 0, bytes, (int) address, content.length);
        return this;
    }

    /** Writes a byte. */
    public TestStorage u8(long address, int value) {
        bytes[(int) address] = (byte) value;
        return this;
    }

    /** Writes a halfword. */
    public TestStorage u16(long address, int value) {
        ByteBuffer.wrap(bytes).putShort((int) address, (short) value);
        return this;
    }

    /** Writes a word. */
    public TestStorage u32(long address, long value) {
        ByteBuffer.wrap(bytes).putInt((int) address, (int) value);
        return this;
    }

    /** Writes a doubleword. */
    public TestStorage u64(long address, long value) {
        ByteBuffer.wrap(bytes).putLong((int) address, value);
        return this;
    }

    /** Writes a text and a NUL. */
    public TestStorage text(long address, String text) {
        put(address, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        return u8(address + text.length(), 0);
    }

    /** The doubleword at an address. */
    public long u64(long address) {
        return ByteBuffer.wrap(bytes).getLong((int) address);
    }

    /** A copy of a part. */
    public byte[] copy(long address, int length) {
        return Arrays.copyOfRange(bytes, (int) address, (int) address + length);
    }

    @Override
    public List<StorageRead> read(List<Extent> extents) {
        batches++;
        List<StorageRead> results = new ArrayList<>();
        for (Extent extent : extents) {
            boolean inside = extent.address() >= 0 && extent.address() <= bytes.length - extent.length();
            results.add(
                    inside
                            ? StorageRead.of(extent, copy(extent.address(), extent.length()))
                            : StorageRead.unreadable(extent, Hex.of(extent.address()) + " is outside of memory"));
        }
        afterBatch.run();
        return results;
    }
}
