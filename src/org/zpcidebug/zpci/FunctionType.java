package org.zpcidebug.zpci;

import org.zpcidebug.Text;

/**
 * A PCI function type (PFT). Guests of QEMU see 0 for every function.
 *
 * @param code 0..255
 */
@SuppressWarnings("nls")
public record FunctionType(int code) {

    /** The abbreviation that Linux's documentation uses, or the number. */
    public String shortName() {
        return switch (code) {
            case 0x00 -> "UNC";
            case 0x02 -> "ROCE";
            case 0x05 -> "ISM";
            case 0x0a -> "ROC2";
            case 0x0b -> "NVMe";
            case 0x0c -> "NETH";
            case 0x0d -> "CNW";
            case 0x0f -> "NETD";
            default -> String.format("0x%02x", code);
        };
    }

    /** The name in words. */
    public String longName() {
        return switch (code) {
            case 0x00, 0x02, 0x05, 0x0a, 0x0b, 0x0c, 0x0d, 0x0f ->
                Text.of(FunctionType.class, String.format("pft.%02x", code));
            default -> Text.of(FunctionType.class, "pft.unknown");
        };
    }
}
