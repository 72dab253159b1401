package org.zpcidebug.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;

/** The bare-metal demo guest of guests/demo, with the devices and identifiers of the Linux guests. */
public final class DemoGuest implements LiveGuest {

    private static final String VIRTIO = ",iommu_platform=on,disable-legacy=on";

    private static final SharedGuests<DemoGuest> SHARED =
            new SharedGuests<>(pair -> in(pair).start().awaitReady());

    private final QemuGuest qemu;

    private DemoGuest(QemuGuest qemu) {
        this.qemu = qemu;
    }

    /** A device that the guest has behind zpci. */
    public enum Device {
        /** virtio-blk blk0, uid 0x11, fid 0x100. */
        BLK(0x11, 0x100, "virtio-blk-pci,drive=disk"),
        /** virtio-net net0, uid 0x12, fid 0x200. */
        NET(0x12, 0x200, "virtio-net-pci,netdev=cable,romfile="),
        /** virtio-rng rng0, uid 0x13, fid 0x300. */
        RNG(0x13, 0x300, "virtio-rng-pci");

        private final int uid;
        private final int fid;
        private final String model;

        Device(int uid, int fid, String model) {
            this.uid = uid;
            this.fid = fid;
            this.model = model;
        }

        /** The user-defined identifier. */
        public int uid() {
            return uid;
        }

        /** The function identifier. */
        public int fid() {
            return fid;
        }

        /** QEMU's id of the device; that of its zpci device is "zpci_" and the name. */
        public String id() {
            return word() + "0";
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private List<String> arguments() {
            return List.of(
                    "-device",
                    String.format(Locale.ROOT, "zpci,uid=0x%x,fid=0x%x,target=%s,id=zpci_%s", uid, fid, id(), word()),
                    "-device",
                    model + ",id=" + id() + VIRTIO);
        }
    }

    /** A demo guest in the QEMU of this pair, not started yet. */
    public static Builder in(LinuxPair pair) {
        return new Builder(pair);
    }

    /**
     * The guest with default options that all tests of this JVM share, ready, running until the end of the test. Leave it as
     * found: with no monitor client, no breakpoint and the devices it had; do not close it.
     */
    public static DemoGuest shared(LinuxPair pair) {
        return SHARED.get(pair);
    }

    @Override
    public QemuGuest qemu() {
        return qemu;
    }

    private DemoGuest awaitReady() {
        try (Monitor monitor =
                QmpMonitor.open(new MonitorAddress.Unix(monitorPath())).get(60, TimeUnit.SECONDS)) {
            DemoGuestReport.awaitReady(new MonitorStorage(monitor));
            return this;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How a guest is to be started. */
    public static final class Builder {

        private final LinuxPair pair;
        private final List<String> qemuArguments = new ArrayList<>();
        private Set<Device> devices = EnumSet.allOf(Device.class);
        private String options = "";
        private int cpus = 1;
        private int memory = 64;
        private Path image = Repository.path("guests/demo/zpci-demo.elf");

        private Builder(LinuxPair pair) {
            this.pair = pair;
        }

        /** The guest's options, as guests/demo/README.md describes them. */
        public Builder options(String words) {
            options = words;
            return this;
        }

        /** Which devices it has; all unless set. */
        public Builder devices(Set<Device> wanted) {
            devices = wanted.isEmpty() ? EnumSet.noneOf(Device.class) : EnumSet.copyOf(wanted);
            return this;
        }

        /** How many CPUs; 1 unless set. */
        public Builder cpus(int count) {
            cpus = count;
            return this;
        }

        /** How much memory, in MiB; 64 unless set. */
        public Builder memory(int mebibytes) {
            memory = mebibytes;
            return this;
        }

        /** Another program than the one in guests/demo. */
        public Builder image(Path elf) {
            image = elf;
            return this;
        }

        /** More arguments for QEMU. */
        public Builder qemu(String... arguments) {
            qemuArguments.addAll(List.of(arguments));
            return this;
        }

        /** Starts the guest and waits until its monitor answers; the program starts at the same time. */
        public DemoGuest start() {
            pair.fetchQemu();
            return new DemoGuest(QemuGuest.start(files -> pair.qemu(arguments(files))));
        }

        private List<String> arguments(QemuGuest.Files files) {
            List<String> words = new ArrayList<>();
            words.addAll(List.of("-M", "s390-ccw-virtio", "-accel", "tcg", "-cpu", "max", "-name", "zpcidebug-demo"));
            words.addAll(List.of("-m", Integer.toString(memory), "-smp", Integer.toString(cpus)));
            words.addAll(List.of("-nodefaults", "-display", "none", "-kernel", image.toString(), "-append", options));
            words.addAll(List.of("-chardev", "file,id=console,path=" + files.console()));
            words.addAll(List.of("-device", "sclpconsole,chardev=console"));
            words.addAll(List.of("-qmp", "unix:" + files.monitor() + ",server=on,wait=off"));
            words.addAll(List.of("-drive", "if=none,id=disk,format=raw,file=" + disk(files.directory())));
            // Restricted: nothing listens and nothing leaves.
            words.addAll(List.of("-netdev", "user,id=cable,restrict=on"));
            devices.forEach(device -> words.addAll(device.arguments()));
            words.addAll(qemuArguments);
            return words;
        }

        private static Path disk(Path directory) {
            Path disk = directory.resolve("disk");
            try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
                file.setLength(16 << 20);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return disk;
        }
    }
}
