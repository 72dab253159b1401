package org.zpcidebug.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The Python program that walks the same tables. It waits for lines, and answers each with nanoseconds and a count. */
@SuppressWarnings("nls")
final class PythonWalk implements AutoCloseable {

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    PythonWalk(String program) throws IOException {
        process = new ProcessBuilder("python3", program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter(StandardCharsets.US_ASCII);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** How long a walk took; it has to find that many mappings. */
    long run(long pid, long base, long iota, long mappings) throws IOException {
        questions.write(Long.toHexString(pid) + " " + Long.toHexString(base) + " " + Long.toHexString(iota) + "\n");
        questions.flush();
        String answer = answers.readLine();
        if (answer == null || !answer.endsWith(" " + mappings)) {
            throw new IOException("Python did not find " + mappings + " mappings: " + answer);
        }
        return Long.parseLong(answer.substring(0, answer.indexOf(' ')));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
