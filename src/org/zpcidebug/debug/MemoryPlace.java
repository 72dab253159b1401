package org.zpcidebug.debug;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.s390.Hex;

/**
 * An address of a guest's memory with what kind of address it is, as a person writes it: {@code 0x100000} or {@code
 * abs:0x100000} is absolute, {@code virt:0x3ff00000000} as the stopped CPU translates it, {@code dma:0x100:0x100000000}
 * the DMA address of function 0x100.
 *
 * @param fid of {@link Kind#DMA}
 */
public record MemoryPlace(Kind kind, long fid, long address) {

    /** What an address is. */
    public enum Kind {
        /** Absolute storage. */
        ABSOLUTE,
        /** As a CPU translates it. */
        VIRTUAL,
        /** As a function translates it. */
        DMA
    }

    private static final Pattern WRITTEN = Pattern.compile(
            "\\s*(?:(abs(?:olute)?|virt(?:ual)?)\\s*:|dma\\s*:?\\s*(0x[0-9a-f]{1,8}|[0-9]{1,10})\\s*:)?\\s*" //$NON-NLS-1$
                    + "(0x[0-9a-f]{1,16}|[0-9]{1,20})\\s*", //$NON-NLS-1$
            Pattern.CASE_INSENSITIVE);

    private static final String HEX = "0x"; //$NON-NLS-1$
    private static final int RADIX = 16;
    private static final int MOST_BITS = 64;
    private static final long FIDS = 0xffff_ffffL;

    /** An absolute address. */
    public static MemoryPlace absolute(long address) {
        return new MemoryPlace(Kind.ABSOLUTE, 0, address);
    }

    /** An address as the CPU uses it. */
    public static MemoryPlace virtual(long address) {
        return new MemoryPlace(Kind.VIRTUAL, 0, address);
    }

    /** A DMA address of a function. */
    public static MemoryPlace dma(long fid, long address) {
        return new MemoryPlace(Kind.DMA, fid, address);
    }

    /** Reads what a person has written; empty when it is no address. */
    public static Optional<MemoryPlace> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigInteger address = number(matcher.group(3));
        if (address.bitLength() > MOST_BITS) {
            return Optional.empty();
        }
        if (matcher.group(2) != null) {
            BigInteger fid = number(matcher.group(2));
            return fid.longValue() > FIDS ? Optional.empty() : Optional.of(dma(fid.longValue(), address.longValue()));
        }
        boolean isVirtual = matcher.group(1) != null
                && matcher.group(1).toLowerCase(Locale.ROOT).startsWith("v"); //$NON-NLS-1$
        return Optional.of(isVirtual ? virtual(address.longValue()) : absolute(address.longValue()));
    }

    private static BigInteger number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith(HEX) ? new BigInteger(lower.substring(HEX.length()), RADIX) : new BigInteger(lower);
    }

    /** The same kind of address elsewhere. */
    MemoryPlace at(long other) {
        return new MemoryPlace(kind, fid, other);
    }

    /** As a person writes it. */
    public String expression() {
        return switch (kind) {
            case ABSOLUTE -> Hex.of(address);
            case VIRTUAL -> "virt:" + Hex.of(address); //$NON-NLS-1$
            case DMA -> "dma:" + Hex.of(fid) + ':' + Hex.of(address); //$NON-NLS-1$
        };
    }

    /** In words, for a title. */
    public String words() {
        return switch (kind) {
            case ABSOLUTE -> NLS.bind(Messages.MemoryPlace_Absolute, Hex.of(address));
            case VIRTUAL -> NLS.bind(Messages.MemoryPlace_Virtual, Hex.of(address));
            case DMA -> NLS.bind(Messages.MemoryPlace_Dma, Hex.of(address), Hex.of(fid));
        };
    }
}
