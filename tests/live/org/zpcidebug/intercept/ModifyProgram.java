package org.zpcidebug.intercept;

import java.nio.ByteBuffer;

/**
 * Changes the controls of a function behind the guest's back: MPCIFC, which no probe executes. Makes the mistakes that
 * findings are tested with.
 */
public final class ModifyProgram {

    private static final int REQUEST = ProbeProgram.DATA;
    private static final int BLOCK = REQUEST + Long.BYTES;
    private static final int BYTES = BLOCK + 0x58;

    private ModifyProgram() {}

    /** Code and data that execute MPCIFC with that operation control and a function information block of zeros. */
    static byte[] image(int handle, int control) {
        ByteBuffer page = ByteBuffer.allocate(BYTES);
        page.position(ProbeProgram.START);
        page.put(new byte[] {(byte) 0xe3, 0x20, (byte) 0xc0, 0x00, 0x00, 0x04}); // lg 2,0(12)
        page.put(new byte[] {(byte) 0xe3, 0x20, (byte) 0xc0, 0x08, 0x00, (byte) 0xd0}); // MPCIFC 2,8(12)
        int there = (ProbeProgram.END - page.position()) / 2;
        page.putShort((short) 0xa7f4).putShort((short) there); // j end
        page.putLong(REQUEST, (long) handle << Integer.SIZE | control);
        page.putLong(BLOCK, 0);
        return page.array();
    }
}
