package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Symbols in the order of their addresses: names as bytes in one array, found by their hash. Tens of thousands of symbols
 * stay small and quick to build that way. Immutable; tables of the same kernel at another address share their arrays.
 */
final class SymbolTable {

    /** The names, one after the other. */
    private final byte[] names;
    /** Where each name begins; one more than symbols. */
    private final int[] nameStarts;
    /** Addresses before the shift, ascending as unsigned numbers. */
    private final long[] addresses;
    /** For each symbol the hash of its name, then its number: sorted, so that no choice of names makes this slow. */
    private final long[] byHash;

    private final long shift;

    private SymbolTable(byte[] names, int[] nameStarts, long[] addresses, long[] byHash, long shift) {
        this.names = names;
        this.nameStarts = nameStarts;
        this.addresses = addresses;
        this.byHash = byHash;
        this.shift = shift;
    }

    /** This table with every address moved. */
    SymbolTable shiftedBy(long distance) {
        return new SymbolTable(names, nameStarts, addresses, byHash, shift + distance);
    }

    /** The number of symbols. */
    int size() {
        return addresses.length;
    }

    /** The lowest address of a symbol of that name. */
    OptionalLong address(String name) {
        return named(name).mapToLong(this::address).findFirst();
    }

    /** Whether a symbol of that name is at that address; there may be more of the same name. */
    boolean has(String name, long address) {
        return named(name).anyMatch(symbol -> address(symbol) == address);
    }

    /** The symbols of that name, in the order of their addresses. */
    private IntStream named(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
        int hash = hash(wanted, 0, wanted.length);
        int found = Arrays.binarySearch(byHash, key(hash, 0));
        return IntStream.range(found < 0 ? -found - 1 : found, byHash.length)
                .takeWhile(i -> byHash[i] >>> Integer.SIZE == hash)
                .map(i -> (int) byHash[i])
                .filter(symbol -> isNamed(symbol, wanted));
    }

    /** The symbol that begins at or before the address; several may begin there, the first is taken. */
    Optional<KernelSymbols.Place> at(long address) {
        int after = firstAbove(address - shift);
        if (after == 0) {
            return Optional.empty();
        }
        int symbol = after - 1;
        while (symbol > 0 && addresses[symbol - 1] == addresses[symbol]) {
            symbol--;
        }
        long start = addresses[symbol];
        // Nothing is known of what lies behind the last symbol.
        if (after == addresses.length && address - shift != start) {
            return Optional.empty();
        }
        long bytes = after == addresses.length ? 0 : addresses[after] - start;
        return Optional.of(new KernelSymbols.Place(name(symbol), address - shift - start, bytes));
    }

    /** The name of a symbol by its number in the order of addresses. */
    String name(int symbol) {
        int start = nameStarts[symbol];
        return new String(names, start, nameStarts[symbol + 1] - start, StandardCharsets.ISO_8859_1);
    }

    /** The address of a symbol by its number in the order of addresses. */
    long address(int symbol) {
        return addresses[symbol] + shift;
    }

    private boolean isNamed(int symbol, byte[] name) {
        return Arrays.equals(names, nameStarts[symbol], nameStarts[symbol + 1], name, 0, name.length);
    }

    private int firstAbove(long address) {
        int low = 0;
        int high = addresses.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(addresses[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Not negative, so that keys sort in the order of hashes. */
    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash & Integer.MAX_VALUE;
    }

    private static long key(int hash, int symbol) {
        return (long) hash << Integer.SIZE | symbol;
    }

    /** Collects symbols in any order. */
    static final class Builder {

        private byte[] names;
        private int[] nameStarts;
        private long[] addresses;
        private int count;

        /** Room to begin with; it grows. */
        Builder(int symbols) {
            int room = Math.max(symbols, 16);
            names = new byte[room * 24];
            nameStarts = new int[room + 1];
            addresses = new long[room];
        }

        /** The array to which the next name's bytes are written, from {@link #end} on, with room for that many. */
        byte[] room(int bytes) {
            int needed = end() + bytes;
            if (needed > names.length) {
                names = Arrays.copyOf(names, Math.max(needed, names.length * 2));
            }
            return names;
        }

        /** Where the next name begins. */
        int end() {
            return nameStarts[count];
        }

        /** Takes the name that was written up to {@code nameEnd}. */
        void add(int nameEnd, long address) {
            if (count == addresses.length) {
                addresses = Arrays.copyOf(addresses, count * 2);
                nameStarts = Arrays.copyOf(nameStarts, count * 2 + 1);
            }
            addresses[count] = address;
            count++;
            nameStarts[count] = nameEnd;
        }

        /** Adds a symbol with its name. */
        void add(String name, long address) {
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, room(bytes.length), end(), bytes.length);
            add(end() + bytes.length, address);
        }

        /** The table. */
        SymbolTable build() {
            if (!isSorted()) {
                sort();
            }
            return new SymbolTable(
                    Arrays.copyOf(names, end()),
                    Arrays.copyOf(nameStarts, count + 1),
                    Arrays.copyOf(addresses, count),
                    index(),
                    0);
        }

        private boolean isSorted() {
            for (int i = 1; i < count; i++) {
                if (Long.compareUnsigned(addresses[i - 1], addresses[i]) > 0) {
                    return false;
                }
            }
            return true;
        }

        private void sort() {
            Integer[] order = new Integer[count];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Long.compareUnsigned(addresses[a], addresses[b]));
            Builder sorted = new Builder(count);
            for (int i : order) {
                int length = nameStarts[i + 1] - nameStarts[i];
                System.arraycopy(names, nameStarts[i], sorted.room(length), sorted.end(), length);
                sorted.add(sorted.end() + length, addresses[i]);
            }
            names = sorted.names;
            nameStarts = sorted.nameStarts;
            addresses = sorted.addresses;
        }

        private long[] index() {
            long[] keys = new long[count];
            for (int symbol = 0; symbol < count; symbol++) {
                keys[symbol] = key(hash(names, nameStarts[symbol], nameStarts[symbol + 1]), symbol);
            }
            Arrays.sort(keys);
            return keys;
        }
    }
}
