package org.zpcidebug.memory;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.OtherUser;

/** A program that another user runs: reads memory and prints how, what spoke against other ways, and a digest. */
final class OtherUserReader {

    private OtherUserReader() {}

    /** @param arguments the monitor's path, an address, and a number of bytes */
    public static void main(String[] arguments) throws Exception {
        try (Monitor monitor = StoppedGuest.monitor(Path.of(arguments[0]));
                GuestMemory memory = GuestMemoryFactory.open(monitor)) {
            StorageRead read = memory.read(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
            List<String> lines = new ArrayList<>(List.of(memory.access().name()));
            memory.refusals().forEach(refusal -> lines.add(refusal.problem().toString()));
            lines.add(digest(read.bytes().bytes(0, read.extent().length())));
            OtherUser.print(lines);
        }
    }

    static String digest(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
