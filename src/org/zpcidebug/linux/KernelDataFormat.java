package org.zpcidebug.linux;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.zpcidebug.s390.BigEndian;

/**
 * The content of a kernel's file: a version, the parts with their lengths, and the CRC-32 of all that. Anything that
 * is not exactly so is no file of ours.
 */
@SuppressWarnings("nls")
final class KernelDataFormat {

    /** No kernel's data are longer. */
    static final int MAX_BYTES = 192 << 20;

    private static final String VERSION = "zpcidebug kernel data 1";

    private KernelDataFormat() {}

    /** Writes a file; the stream stays open. */
    static void write(KernelData data, OutputStream file) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(file, new CRC32());
        DataOutputStream out = new DataOutputStream(checked);
        out.writeUTF(VERSION);
        out.writeBoolean(data.kallsyms().isPresent());
        if (data.kallsyms().isPresent()) {
            writeKallsyms(out, data.kallsyms().get());
        }
        out.writeBoolean(data.btf().isPresent());
        if (data.btf().isPresent()) {
            out.writeUTF(data.btf().get().source().name());
            writeBytes(out, data.btf().get().bytes());
        }
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    /** The data in a file. */
    static KernelData read(byte[] file) throws Problem {
        int content = file.length - Long.BYTES;
        if (content < 0 || new BigEndian(file).u64(content) != checksum(file, content)) {
            throw damaged();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, 0, content))) {
            if (!in.readUTF().equals(VERSION)) {
                throw damaged();
            }
            Optional<KallsymsData> kallsyms = in.readBoolean() ? Optional.of(readKallsyms(in)) : Optional.empty();
            Optional<KernelData.Types> btf = in.readBoolean() ? Optional.of(readTypes(in)) : Optional.empty();
            return new KernelData(kallsyms, Optional.empty(), btf);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static void writeKallsyms(DataOutputStream out, KallsymsData data) throws IOException {
        out.writeUTF(data.form().name());
        out.writeInt(data.count());
        writeBytes(out, data.names());
        writeBytes(out, data.tokens());
        writeBytes(out, data.tokenIndex());
        writeBytes(out, data.values());
    }

    private static KallsymsData readKallsyms(DataInputStream in) throws IOException, Problem {
        return new KallsymsData(
                KallsymsData.Form.valueOf(in.readUTF()),
                in.readInt(),
                readBytes(in),
                readBytes(in),
                readBytes(in),
                readBytes(in));
    }

    private static KernelData.Types readTypes(DataInputStream in) throws IOException, Problem {
        KernelTypes.Source source = KernelTypes.Source.valueOf(in.readUTF());
        BigEndian bytes = readBytes(in);
        return new KernelData.Types(bytes, Btf.parse(bytes), source);
    }

    private static void writeBytes(DataOutputStream out, BigEndian bytes) throws IOException {
        out.writeInt(bytes.length());
        out.write(bytes.bytes(0, bytes.length()));
    }

    private static BigEndian readBytes(DataInputStream in) throws IOException, Problem {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw damaged();
        }
        return new BigEndian(in.readNBytes(length));
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }

    private static Problem damaged() {
        return Problem.of("cache.damaged");
    }
}
