package org.zpcidebug.linux;

import java.util.List;
import java.util.Locale;
import org.zpcidebug.Text;

/**
 * A running Linux kernel, and what is known of it. It stays true until the guest is started again.
 *
 * @param release as {@code uname -r} prints it; empty text when the kernel does not tell
 * @param buildId in hexadecimal; empty text when the kernel does not tell
 * @param space where its virtual addresses are
 * @param symbols its symbols, possibly none
 * @param types its structures, possibly none
 * @param notices what the user should know, in words: files that do not fit, tables that could not be read
 */
@SuppressWarnings("nls")
public record LinuxKernel(
        String release,
        String buildId,
        KernelAddressSpace space,
        KernelSymbols symbols,
        KernelTypes types,
        List<String> notices) {

    /** For instance {@code Linux 6.12.0 (symbols: kallsyms, types: btf)}. */
    public String words() {
        return Text.of(
                LinuxKernel.class,
                "linux.running",
                release,
                symbols.source().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                types.source().name().toLowerCase(Locale.ROOT));
    }
}
