package org.zpcidebug.zpci;

import org.zpcidebug.Text;

/**
 * Why a DMA access failed: what its error event and the tables say together. The event tells what the function met, the
 * tables what the guest meant; they are read later, so a guest that repaired the mapping meanwhile hides the cause.
 */
@SuppressWarnings("nls")
public enum FaultCause {
    /** No tables were registered. */
    NO_TABLES,
    /** Outside of the window. */
    OUTSIDE,
    /** An address that never was valid. */
    NEVER_MAPPED,
    /** An address that was valid before. */
    UNMAPPED,
    /** A write to a read-only page. */
    READ_ONLY,
    /** Mapped and writable, but the function was not told: no RPCIT, or it came after the access. */
    NOT_REFRESHED,
    /** A table entry makes no sense. */
    TABLE_ERROR,
    /** Mapped to the absolute page 0, which QEMU takes for a broken entry. */
    PAGE_ZERO,
    /** The tables could not be read, or the event has nothing to do with translation. */
    UNKNOWN;

    /**
     * The cause of a fault at an address.
     *
     * @param event what the function met
     * @param now what translating the failing address gives
     */
    public static FaultCause of(ErrorEvent event, DmaTranslation now) {
        return switch (event) {
            case INVALID_ADDRESS_SPACE -> NO_TABLES;
            case OUT_OF_RANGE -> OUTSIDE;
            case TABLE_TYPE -> isPageZero(now) ? PAGE_ZERO : TABLE_ERROR;
            case INVALID_ENTRY, INVALID_LENGTH -> TABLE_ERROR;
            case PROTECTION -> ofProtection(now);
            default -> UNKNOWN;
        };
    }

    /** Whether the tables lead to the absolute page 0. */
    private static boolean isPageZero(DmaTranslation now) {
        return now.last()
                .flatMap(WalkStep::entry)
                .filter(entry -> entry.level() == TableLevel.PAGE && !entry.isInvalid() && entry.origin() == 0)
                .isPresent();
    }

    private static FaultCause ofProtection(DmaTranslation now) {
        return switch (now.verdict()) {
            case MAPPED -> NOT_REFRESHED;
            case READ_ONLY -> READ_ONLY;
            case NEVER_MAPPED -> NEVER_MAPPED;
            case UNMAPPED -> UNMAPPED;
            case OUTSIDE -> OUTSIDE;
            case TABLE_ERROR -> TABLE_ERROR;
            case UNREADABLE, UNKNOWN_FORMAT -> UNKNOWN;
        };
    }

    /** In words for the user. */
    public String words() {
        return Text.of(FaultCause.class, "cause." + name());
    }
}
