package org.zpcidebug.intercept;

import java.nio.ByteBuffer;

/**
 * Changes the controls of a function behind the guest's back: MPCIFC, which no probe executes. Makes the mistakes that
 * findings are tested with.
 */
public final class ModifyProgram {

    private static final int REQUEST = 0x200;
    private static final int BLOCK = 0x208;
    private static final int BYTES = 0x260;

    private ModifyProgram() {}

    /** A page that executes MPCIFC with that operation control and a function information block of zeros. */
    static byte[] image(int handle, int control) {
        ByteBuffer page = ByteBuffer.allocate(BYTES);
        page.putInt(0xa7f40000); // j 0
        page.position(ProbeProgram.START);
        page.put(new byte[] {(byte) 0xe3, 0x20, (byte) 0xc2, 0x00, 0x00, 0x04}); // lg 2,0x200(12)
        page.put(new byte[] {(byte) 0xe3, 0x20, (byte) 0xc2, 0x08, 0x00, (byte) 0xd0}); // MPCIFC 2,0x208(12)
        int back = -page.position() / 2;
        page.putShort((short) 0xa7f4).putShort((short) back); // j 0
        page.putLong(REQUEST, (long) handle << Integer.SIZE | control);
        page.putLong(BLOCK, 0);
        return page.array();
    }
}
