package org.zpcidebug.hypervisor;

/**
 * QEMU's version as the greeting and {@code query-version} tell it.
 *
 * @param packageName the distributor's package version, possibly empty
 */
@SuppressWarnings("nls")
public record QemuVersion(int major, int minor, int micro, String packageName) implements Comparable<QemuVersion> {

    /** Whether this version is at least major.minor.micro. */
    public boolean isAtLeast(int atLeastMajor, int atLeastMinor, int atLeastMicro) {
        return compareTo(new QemuVersion(atLeastMajor, atLeastMinor, atLeastMicro, "")) >= 0;
    }

    /** Compares the three numbers; the package name does not count. */
    @Override
    public int compareTo(QemuVersion other) {
        int byMajor = Integer.compare(major, other.major);
        if (byMajor != 0) {
            return byMajor;
        }
        int byMinor = Integer.compare(minor, other.minor);
        return byMinor != 0 ? byMinor : Integer.compare(micro, other.micro);
    }

    /** The three numbers with dots, as in {@code 10.0.2}. */
    public String number() {
        return major + "." + minor + "." + micro;
    }
}
