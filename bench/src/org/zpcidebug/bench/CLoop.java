package org.zpcidebug.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The C program that the plugin's reading is measured by. It waits for lines, and answers each with nanoseconds. */
@SuppressWarnings("nls")
final class CLoop implements AutoCloseable {

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    CLoop(String program) throws IOException {
        process = new ProcessBuilder(program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter(StandardCharsets.US_ASCII);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    long run(long pid, long base, long space, int size, int count) throws IOException {
        questions.write(pid + " " + Long.toHexString(base) + " " + space + " " + size + " " + count + "\n");
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the C loop has ended");
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
