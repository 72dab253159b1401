package org.zpcidebug.gdbstub;

/**
 * A stretch of the guest's storage that a program of ours takes, and what it holds; made before the guest is stopped, for
 * writing a page in digits takes a while.
 */
public final class BorrowedPage {

    private final long address;
    private final byte[] bytes;
    private final byte[] digits;

    /**
     * Takes a copy.
     *
     * @param address absolute
     */
    public BorrowedPage(long address, byte[] bytes) {
        this.address = address;
        this.bytes = bytes.clone();
        this.digits = Packets.digits(bytes);
    }

    /** Its absolute address. */
    public long address() {
        return address;
    }

    /** A copy of what it holds. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What it holds, two hexadecimal digits for each byte. */
    byte[] digits() {
        return digits.clone();
    }
}
