package org.zpcidebug.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A Linux guest of guests/linux that prints what it knows of its PCI functions again and again. */
public final class LinuxGuest implements LiveGuest {

    private static final Duration BOOT = Duration.ofSeconds(240);
    private static final Duration REPORT = Duration.ofSeconds(60);
    /** Enough for the newest report of a guest with hundreds of functions. */
    private static final long TAIL = 1 << 20;

    private static final SharedGuests<LinuxGuest> SHARED =
            new SharedGuests<>(pair -> of(pair).period(Duration.ofMillis(500)).start());

    private final LinuxPair pair;
    private final QemuGuest qemu;

    private LinuxGuest(LinuxPair pair, QemuGuest qemu) {
        this.pair = pair;
        this.qemu = qemu;
    }

    /** What IO the guest does by itself. */
    public enum Load {
        /** None. */
        OFF,
        /** A few requests a second on every device. */
        LIGHT,
        /** As fast as it goes on the first disk alone. */
        DISK,
        /** As fast as it goes on every device. A QEMU before 10.2 loses interrupts under it, so that IO stutters. */
        HEAVY
    }

    /** A guest of this pair, not started yet. */
    public static Builder of(LinuxPair pair) {
        return new Builder(pair);
    }

    /**
     * The guest with light load that all tests of this JVM share, running until the end of the test. Leave it as found:
     * with no monitor client, no breakpoint and the devices it had; do not close it.
     */
    public static LinuxGuest shared(LinuxPair pair) {
        return SHARED.get(pair);
    }

    /** The kernel and QEMU. */
    public LinuxPair pair() {
        return pair;
    }

    @Override
    public QemuGuest qemu() {
        return qemu;
    }

    /** The newest complete report, if the guest has printed one. */
    public Optional<LinuxReport> latestReport() {
        return LinuxReport.last(console(Math.max(0, consoleLength() - TAIL)));
    }

    /** Waits for a report whose readings were all taken after this call. */
    public LinuxReport nextReport() {
        long from = consoleLength();
        return Eventually.returns(REPORT, () -> {
            qemu.checkRunning();
            return LinuxReport.first(console(from)).orElseThrow(() -> new AssertionError("No new report of the guest"));
        });
    }

    /** Waits until the guest, started or reset after the console had this length, is up with IO running. */
    public void awaitReady(long consoleLength) {
        Eventually.passes(BOOT, () -> {
            qemu.checkRunning();
            String text = console(consoleLength);
            if (!text.contains("INIT READY")) {
                throw new AssertionError("The guest is not up: " + text);
            }
        });
    }

    /** How many bytes the guest has printed. */
    public long consoleLength() {
        return qemu.consolePath().toFile().length();
    }

    private String console(long from) {
        try (RandomAccessFile file = new RandomAccessFile(qemu.consolePath().toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How a guest is to be started. What is not set is left to guests/linux/run. */
    public static final class Builder {

        private final LinuxPair pair;
        private final List<String> options = new ArrayList<>();
        private final List<String> qemuArguments = new ArrayList<>();

        private Builder(LinuxPair pair) {
            this.pair = pair;
        }

        /** What IO the guest does; light unless set. */
        public Builder load(Load load) {
            return option("--load", load.name().toLowerCase(Locale.ROOT));
        }

        /** The pause between two reports; 2 s unless set. */
        public Builder period(Duration period) {
            return option("--period", String.format(Locale.ROOT, "%.3f", period.toMillis() / 1000.0));
        }

        /** Measure the longest time the guest's last CPU was held up: {@link LinuxReport#gapMicros()}. */
        public Builder gap() {
            options.add("--gap");
            return this;
        }

        /** How many CPUs; 2 unless set. */
        public Builder cpus(int count) {
            return option("--smp", Integer.toString(count));
        }

        /** How much memory, in MiB. */
        public Builder memory(int mebibytes) {
            return option("--memory", Integer.toString(mebibytes));
        }

        /** More kernel parameters. */
        public Builder append(String parameters) {
            return option("--append", parameters);
        }

        /** More arguments for QEMU. */
        public Builder qemu(String... arguments) {
            qemuArguments.addAll(List.of(arguments));
            return this;
        }

        private Builder option(String name, String value) {
            options.addAll(List.of(name, value));
            return this;
        }

        /** Begins to boot the guest. */
        public LinuxGuest boot() {
            pair.fetch();
            return new LinuxGuest(pair, QemuGuest.start(this::command));
        }

        /** Boots the guest and waits until it is up with IO running. */
        public LinuxGuest start() {
            LinuxGuest guest = boot();
            try {
                guest.awaitReady(0);
            } catch (AssertionError | RuntimeException e) {
                guest.close();
                throw e;
            }
            return guest;
        }

        private List<String> command(QemuGuest.Files files) {
            Path run = Repository.path("guests/linux/run");
            List<String> words = new ArrayList<>(List.of(run.toString(), pair.id()));
            words.addAll(List.of(
                    "--qmp",
                    files.monitor().toString(),
                    "--console",
                    files.console().toString()));
            words.addAll(options);
            words.add("--");
            words.addAll(qemuArguments);
            return words;
        }
    }
}
