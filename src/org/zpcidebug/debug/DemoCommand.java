package org.zpcidebug.debug;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command line of the demo guest's QEMU. UIDs and FIDs are those of the tests' guests: block 0x11/0x100, network
 * 0x12/0x200, random numbers 0x13/0x300.
 */
final class DemoCommand {

    private static final String DEVICE = "-device"; //$NON-NLS-1$
    private static final String ZPCI = "zpci,uid=0x%x,fid=0x%x,target=%s0,id=zpci_%3$s"; //$NON-NLS-1$
    private static final String SOCKET = "socket,id=qmp,server=on,wait=off,path="; //$NON-NLS-1$
    private static final String MODERN = ",iommu_platform=on,disable-legacy=on"; //$NON-NLS-1$

    private final List<String> words = new ArrayList<>();

    private DemoCommand() {}

    /**
     * Builds the command line.
     *
     * @param qemu the program
     * @param files where the guest, its disk and the socket are
     */
    static List<String> of(Path qemu, DemoFiles files, DemoOptions options) {
        DemoCommand command = new DemoCommand();
        command.machine(qemu, files, options);
        if (options.block()) {
            command.block(files.disk());
        }
        if (options.network()) {
            command.network();
        }
        if (options.random()) {
            command.random();
        }
        return List.copyOf(command.words);
    }

    private void machine(Path qemu, DemoFiles files, DemoOptions options) {
        add(qemu.toString());
        add("-name", "zpci-demo"); //$NON-NLS-1$ //$NON-NLS-2$
        add("-machine", "s390-ccw-virtio"); //$NON-NLS-1$ //$NON-NLS-2$
        add("-accel", "tcg"); //$NON-NLS-1$ //$NON-NLS-2$
        add("-cpu", "max"); //$NON-NLS-1$ //$NON-NLS-2$
        add("-m", Integer.toString(options.memoryMiB())); //$NON-NLS-1$
        add("-smp", "1"); //$NON-NLS-1$ //$NON-NLS-2$
        add("-nodefaults"); //$NON-NLS-1$
        add("-display", "none"); //$NON-NLS-1$ //$NON-NLS-2$
        add("-kernel", files.guest().toString()); //$NON-NLS-1$
        add("-append", kernelArguments(options)); //$NON-NLS-1$
        add("-chardev", SOCKET + escaped(files.socket())); //$NON-NLS-1$
        add("-mon", "chardev=qmp,mode=control"); //$NON-NLS-1$ //$NON-NLS-2$
    }

    private void block(Path disk) {
        add("-drive", "if=none,id=disk,format=raw,file=" + escaped(disk)); //$NON-NLS-1$ //$NON-NLS-2$
        add(DEVICE, String.format(Locale.ROOT, ZPCI, 0x11, 0x100, "blk")); //$NON-NLS-1$
        add(DEVICE, "virtio-blk-pci,id=blk0,drive=disk" + MODERN); //$NON-NLS-1$
    }

    private void network() {
        // Restricted: no packet leaves QEMU.
        add("-netdev", "user,id=cable,restrict=on"); //$NON-NLS-1$ //$NON-NLS-2$
        add(DEVICE, String.format(Locale.ROOT, ZPCI, 0x12, 0x200, "net")); //$NON-NLS-1$
        add(DEVICE, "virtio-net-pci,id=net0,netdev=cable,romfile=" + MODERN); //$NON-NLS-1$
    }

    private void random() {
        add("-object", "rng-builtin,id=entropy"); //$NON-NLS-1$ //$NON-NLS-2$
        add(DEVICE, String.format(Locale.ROOT, ZPCI, 0x13, 0x300, "rng")); //$NON-NLS-1$
        add(DEVICE, "virtio-rng-pci,id=rng0,rng=entropy" + MODERN); //$NON-NLS-1$
    }

    private void add(String... more) {
        words.addAll(List.of(more));
    }

    private static String kernelArguments(DemoOptions options) {
        return String.format(
                Locale.ROOT,
                "rate=%d mappings=%d %s", //$NON-NLS-1$
                options.loopsPerSecond(),
                options.mappings(),
                options.further());
    }

    /** QEMU reads a doubled comma as one that belongs to the value. */
    private static String escaped(Path path) {
        return path.toString().replace(",", ",,"); //$NON-NLS-1$ //$NON-NLS-2$
    }
}
