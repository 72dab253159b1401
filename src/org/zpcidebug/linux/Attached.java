package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * A kernel that was found, and what it takes to read it.
 *
 * @param note the note it was found by, which also shows whether it still runs
 */
@SuppressWarnings("nls")
record Attached(VmCoreInfoNote note, KernelMemory memory, LinuxKernel kernel) {

    /** Finds out all about the kernel that this note is of. */
    static Attached to(VmCoreInfoNote note, AbsoluteStorage storage, LinuxSettings settings) {
        VmCoreInfo info = note.info();
        OsInfo osInfo = OsInfo.find(storage);
        KernelAddressSpace space = new KernelAddressSpace(storage, info, osInfo, settings.memoryBytes());
        KernelMemory memory = new KernelMemory(storage, space);
        List<String> notices = new ArrayList<>();
        KernelFile vmlinux = KernelFile.of(settings.vmlinux(), info, notices);
        KernelSymbols symbols = new SymbolSearch(memory, info, settings, notices).find(vmlinux);
        KernelTypes types = new TypeSearch(storage, memory, info, settings, notices).find(symbols, vmlinux);
        LinuxKernel kernel = new LinuxKernel(
                info.release().orElse(""), info.buildId().orElse(""), space, symbols, types, List.copyOf(notices));
        return new Attached(note, memory, kernel);
    }

    /** The same kernel with other types. */
    Attached with(KernelTypes types) {
        LinuxKernel changed = new LinuxKernel(
                kernel.release(), kernel.buildId(), kernel.space(), kernel.symbols(), types, kernel.notices());
        return new Attached(note, memory, changed);
    }
}
