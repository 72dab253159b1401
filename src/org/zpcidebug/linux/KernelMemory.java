package org.zpcidebug.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;

/**
 * Storage by the kernel's virtual addresses. Translations that took a walk are remembered until they are forgotten, so
 * that what is read at every refresh needs no walk each time.
 */
@SuppressWarnings("nls")
final class KernelMemory {

    private static final long PAGE = 4096;
    private static final int MAX_REMEMBERED = 4096;
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

    private final AbsoluteStorage storage;
    private final KernelAddressSpace space;
    private final Map<Long, Long> pages = new HashMap<>();

    KernelMemory(AbsoluteStorage storage, KernelAddressSpace space) {
        this.storage = storage;
        this.space = space;
    }

    /** The kernel's address space. */
    KernelAddressSpace space() {
        return space;
    }

    /** Forgets all remembered translations: the guest may have changed its tables. */
    void forget() {
        pages.clear();
    }

    /** The absolute address of a virtual one. */
    long absolute(long virtual) throws Problem {
        if (space.isLinear(virtual)) {
            return translated(virtual);
        }
        long page = virtual & -PAGE;
        Long known = pages.get(page);
        if (known == null) {
            known = translated(page);
            if (pages.size() < MAX_REMEMBERED) {
                pages.put(page, known);
            }
        }
        return known + (virtual & PAGE - 1);
    }

    private long translated(long virtual) throws Problem {
        Translation translation = space.translate(virtual);
        if (!translation.isValid()) {
            throw Problem.inWords(translation.problem());
        }
        return translation.absolute();
    }

    /** Reads bytes that lie one after the other in the address space. */
    BigEndian read(long virtual, int length) throws Problem {
        Batch batch = new Batch();
        int number = batch.add(virtual, length);
        batch.run();
        return batch.get(number);
    }

    /** Reads many bytes in pieces, and gives up between two of them when asked to. */
    BigEndian readLong(long virtual, int length, int piece, BooleanSupplier cancelled) throws Problem {
        byte[] whole = new byte[length];
        for (int done = 0; done < length; done += piece) {
            if (cancelled.getAsBoolean()) {
                throw Problem.of("memory.cancelled");
            }
            int part = Math.min(piece, length - done);
            System.arraycopy(read(virtual + done, part).bytes(0, part), 0, whole, done, part);
        }
        return new BigEndian(whole);
    }

    /** Reads a pointer or unsigned long. */
    long u64(long virtual) throws Problem {
        return read(virtual, Long.BYTES).u64(0);
    }

    /** The printable text before the first NUL among these bytes. */
    static String text(BigEndian bytes) throws Problem {
        int length = 0;
        while (length < bytes.length() && bytes.u8(length) != 0) {
            length++;
        }
        String text = new String(bytes.bytes(0, length), StandardCharsets.ISO_8859_1);
        if (length == bytes.length() || !PRINTABLE.matcher(text).matches()) {
            throw Problem.of("memory.noText");
        }
        return text;
    }

    /** Several reads that go to the storage together. */
    final class Batch {

        private final List<Extent> extents = new ArrayList<>();
        private final List<Request> requests = new ArrayList<>();
        private List<StorageRead> results = List.of();

        /** Which extents hold the bytes of a request. */
        private record Request(int first, int count, int length, String problem) {}

        /** Asks for bytes; the number is for {@link #get}. */
        int add(long virtual, int length) {
            int first = extents.size();
            String problem = null;
            try {
                addExtents(virtual, length);
            } catch (Problem e) {
                problem = e.getMessage();
            }
            requests.add(new Request(first, extents.size() - first, length, problem));
            return requests.size() - 1;
        }

        private void addExtents(long virtual, int length) throws Problem {
            if (space.isLinear(virtual)) {
                extents.add(new Extent(absolute(virtual), length));
                return;
            }
            int done = 0;
            while (done < length) {
                long at = virtual + done;
                int part = (int) Math.min(length - done, PAGE - (at & PAGE - 1));
                extents.add(new Extent(absolute(at), part));
                done += part;
            }
        }

        /** Reads what was asked for. */
        void run() {
            results = extents.isEmpty() ? List.of() : storage.read(extents);
        }

        /** The bytes of a request. */
        BigEndian get(int number) throws Problem {
            Request request = requests.get(number);
            if (request.problem != null) {
                throw Problem.inWords(request.problem);
            }
            if (request.count == 1) {
                return bytes(request.first);
            }
            ByteBuffer whole = ByteBuffer.allocate(request.length);
            for (int i = request.first; i < request.first + request.count; i++) {
                BigEndian part = bytes(i);
                whole.put(part.bytes(0, part.length()));
            }
            return new BigEndian(whole.array());
        }

        private BigEndian bytes(int index) throws Problem {
            StorageRead read = results.get(index);
            if (!read.isReadable()) {
                throw Problem.inWords(read.problem());
            }
            return read.bytes();
        }
    }
}
