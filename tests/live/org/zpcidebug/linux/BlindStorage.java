package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/** A guest's memory as if its kernel told neither symbols nor types nor a release that is known. */
record BlindStorage(AbsoluteStorage storage) implements AbsoluteStorage {

    private static final Map<String, String> CHANGES = Map.of(
            "kallsyms_", "_allsyms_",
            "OSRELEASE=6", "OSRELEASE=9",
            "\u00eb\u009f\u0001\u0000\u0000\u0000\u0000\u0018", "\0\0\0\0\0\0\0\0");

    @Override
    public List<StorageRead> read(List<Extent> extents) {
        return storage.read(extents).stream().map(BlindStorage::changed).toList();
    }

    private static StorageRead changed(StorageRead read) {
        if (!read.isReadable()) {
            return read;
        }
        BigEndian bytes = read.bytes();
        String text = new String(bytes.bytes(0, bytes.length()), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> change : CHANGES.entrySet()) {
            text = text.replace(change.getKey(), change.getValue());
        }
        return StorageRead.of(read.extent(), text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
