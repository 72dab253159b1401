package org.zpcidebug.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.s390.StorageRead;

/** A program that another user runs: reads memory and prints how, what spoke against other ways, and a digest. */
final class OtherUserReader {

    private OtherUserReader() {}

    /** @param arguments the monitor's path, an address, and a number of bytes */
    public static void main(String[] arguments) throws Exception {
        try (Monitor monitor = StoppedGuest.monitor(Path.of(arguments[0]));
                GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            StorageRead read = memory.read(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
            StringBuilder text = new StringBuilder(memory.access().name());
            memory.refusals().forEach(refusal -> text.append('\n').append(refusal.problem()));
            byte[] bytes = read.bytes().bytes(0, read.extent().length());
            print(text.append('\n').append(digest(bytes)).append('\n').toString());
        }
    }

    private static void print(String text) throws IOException {
        try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    static String digest(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
