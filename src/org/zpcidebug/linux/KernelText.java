package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.linux.KernelSymbols.Place;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;

/**
 * The code of a kernel's image, function by function.
 *
 * @param start virtual address of the first byte
 * @param code the bytes from {@code _stext} to {@code _etext}
 * @param functions in the order of their addresses; each ends where the next begins
 */
@SuppressWarnings("nls")
public record KernelText(long start, BigEndian code, List<Function> functions) {

    private static final int MOST_BYTES = 128 << 20;
    private static final int MOST_FUNCTIONS = 1 << 20;
    private static final int PIECE = 1 << 20;

    /**
     * A symbol with code.
     *
     * @param offset its first byte in the code
     * @param bytes its length
     */
    public record Function(String name, int offset, int bytes) {}

    /** Reads it; unknown, with the reason, when the kernel has no symbols or its code cannot be read. */
    public static Known<KernelText> read(AbsoluteStorage storage, LinuxKernel kernel) {
        return Known.from(() -> readText(storage, kernel));
    }

    private static KernelText readText(AbsoluteStorage storage, LinuxKernel kernel) throws Problem {
        OptionalLong start = kernel.symbols().address("_stext");
        OptionalLong end = kernel.symbols().address("_etext");
        long length = end.orElse(0) - start.orElse(0);
        if (start.isEmpty() || end.isEmpty() || length <= 0 || length > MOST_BYTES) {
            throw Problem.of("text.noSymbols");
        }
        BigEndian code = new KernelMemory(storage, kernel.space())
                .readLong(start.getAsLong(), (int) length, PIECE, () -> Thread.currentThread()
                        .isInterrupted());
        return new KernelText(start.getAsLong(), code, functions(kernel.symbols(), start.getAsLong(), length));
    }

    private static List<Function> functions(KernelSymbols symbols, long start, long length) {
        List<Function> functions = new ArrayList<>();
        long offset = 0;
        while (offset < length && functions.size() < MOST_FUNCTIONS) {
            Optional<Place> place = symbols.at(start + offset);
            if (place.isEmpty() || place.get().bytes() <= place.get().offset()) {
                break;
            }
            long bytes = Math.min(place.get().bytes() - place.get().offset(), length - offset);
            functions.add(new Function(place.get().name(), (int) offset, (int) bytes));
            offset += bytes;
        }
        return functions;
    }
}
