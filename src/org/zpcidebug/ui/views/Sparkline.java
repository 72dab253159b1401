package org.zpcidebug.ui.views;

/**
 * A row of small bars as text, the highest as high as a letter. Text, since a table that listens to the painting of its
 * cells takes several times as long for all of them on GTK.
 */
public final class Sparkline {

    private static final char LOWEST = '\u2581';
    private static final int HEIGHTS = 8;

    private Sparkline() {}

    /**
     * The bars for numbers that are not negative.
     *
     * @param each how many numbers a bar stands for; its height is their sum. The lowest stands for none at all
     */
    public static String of(int[] numbers, int each) {
        long[] sums = new long[numbers.length / each];
        long highest = 1;
        for (int i = 0; i < sums.length; i++) {
            for (int k = 0; k < each; k++) {
                sums[i] += numbers[i * each + k];
            }
            highest = Math.max(highest, sums[i]);
        }
        char[] bars = new char[sums.length];
        for (int i = 0; i < bars.length; i++) {
            // Rounded up, so that what is more than nothing looks like more.
            bars[i] = (char) (LOWEST + (sums[i] * (HEIGHTS - 1) + highest - 1) / highest);
        }
        return new String(bars);
    }
}
