package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;

/**
 * What a probe loaded of a BAR.
 *
 * @param range which part
 * @param bytes as the device has them in its address space; unknown when a load failed
 */
public record BarWords(BarRange range, Known<BigEndian> bytes) {

    /** The words as numbers: PCI keeps them little-endian. None when they are not known. */
    public List<Integer> words() {
        List<Integer> words = new ArrayList<>();
        if (bytes.isKnown()) {
            for (int at = 0; at < range.length(); at += BarRange.WORD) {
                words.add(Integer.reverseBytes((int) bytes.value().u32(at)));
            }
        }
        return List.copyOf(words);
    }
}
