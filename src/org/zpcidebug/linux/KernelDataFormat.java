package org.zpcidebug.linux;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.zpcidebug.s390.BigEndian;

/**
 * The content of a kernel's file: a version, the parts with their lengths, and the SHA-256 of all that. Anything that
 * is not exactly so is no file of ours.
 */
@SuppressWarnings("nls")
final class KernelDataFormat {

    /** No kernel's data are longer. */
    static final int MAX_BYTES = 192 << 20;

    private static final String VERSION = "zpcidebug kernel data 1";
    private static final int DIGEST_BYTES = 32;

    private KernelDataFormat() {}

    /** The bytes of a file. */
    static byte[] write(KernelData data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
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
            out.flush();
            out.write(digest(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The data in a file. */
    static KernelData read(byte[] file) throws Problem {
        int content = file.length - DIGEST_BYTES;
        if (content < 0 || !Arrays.equals(digest(file, content), Arrays.copyOfRange(file, content, file.length))) {
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

    private static byte[] digest(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Problem damaged() {
        return Problem.of("cache.damaged");
    }
}
