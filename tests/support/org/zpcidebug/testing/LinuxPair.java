package org.zpcidebug.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Linux kernel and the QEMU it runs in; see guests/linux/README.md. */
public enum LinuxPair {
    /** Linux 6.1 in QEMU 7.2: virtio-blk 0x100, virtio-net 0x200, virtio-rng 0x300 (FIDs). */
    BOOKWORM(3),
    /** Linux 6.12 in QEMU 10.0: the same and nvme 0x400, e1000e 0x500, igb 0x600. */
    BACKPORTS(6);

    private static final long MINUTES_TO_FETCH = 15;

    private final int functions;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    LinuxPair(int functions) {
        this.functions = functions;
    }

    /** The name that the scripts in guests/linux know. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many PCI functions the Linux guest is started with. */
    public int functions() {
        return functions;
    }

    /** A command line that becomes this pair's QEMU with these arguments. */
    public List<String> qemu(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(script("qemu"), id()));
        words.addAll(arguments);
        return words;
    }

    /** Makes kernel and QEMU ready to run, which takes the network and a minute the first time. */
    void fetch() {
        prepare(List.of(script("fetch"), id()));
    }

    /** Makes QEMU ready to run. */
    void fetchQemu() {
        prepare(qemu(List.of("--version")));
    }

    private void prepare(List<String> command) {
        if (ready.contains(command.get(0))) {
            return;
        }
        try {
            Path log = Files.createTempFile("zg-fetch", ".log");
            try {
                run(command, log);
            } finally {
                Files.delete(log);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        }
        ready.add(command.get(0));
    }

    private static void run(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES_TO_FETCH, TimeUnit.MINUTES) || process.exitValue() != 0) {
                String text = Files.readString(log, StandardCharsets.UTF_8);
                throw new IllegalStateException(String.join(" ", command) + " failed: " + text);
            }
        } finally {
            process.destroy();
        }
    }

    private static String script(String name) {
        return Repository.path("guests/linux/" + name).toString();
    }
}
