package org.zpcidebug.ui.intercepts;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.intercept.RecordJson;

/**
 * Rows of the log as text. JSON is one object a line, as the headless trace prints it, without notices; CSV and the
 * clipboard's text are the columns of the view with a line of headings.
 */
final class InterceptExport {

    private static final String JSON = ".json"; //$NON-NLS-1$
    private static final String COMMA = ","; //$NON-NLS-1$
    private static final String TAB = "\t"; //$NON-NLS-1$
    private static final String LINE = "\n"; //$NON-NLS-1$
    private static final String QUOTE = "\""; //$NON-NLS-1$
    private static final String NEEDS_QUOTES = "(?s).*[\",\n].*"; //$NON-NLS-1$

    private InterceptExport() {}

    /** Rows for the clipboard; empty when there are none. */
    static String text(List<Entry> entries) {
        if (entries.isEmpty()) {
            return ""; //$NON-NLS-1$
        }
        return headings(TAB)
                + entries.stream().map(InterceptExport::line).collect(Collectors.joining(LINE, LINE, LINE));
    }

    private static String headings(String separator) {
        return Arrays.stream(InterceptColumn.values())
                .map(InterceptColumn::heading)
                .collect(Collectors.joining(separator));
    }

    private static String line(Entry entry) {
        return Arrays.stream(InterceptColumn.values())
                .map(column -> column.text(entry).replace(TAB, " ")) //$NON-NLS-1$
                .collect(Collectors.joining(TAB));
    }

    private static String csv(Entry entry) {
        return Arrays.stream(InterceptColumn.values())
                .map(column ->
                        quoted(column == InterceptColumn.TIME ? entry.time().toString() : column.text(entry)))
                .collect(Collectors.joining(COMMA));
    }

    private static String quoted(String text) {
        return text.matches(NEEDS_QUOTES) ? QUOTE + text.replace(QUOTE, QUOTE + QUOTE) + QUOTE : text;
    }

    /** Writes rows to a file, as JSON or CSV by its name. */
    static Job job(List<Entry> entries, Path file) {
        Job job = Job.create(NLS.bind(Messages.Export_Job, file), progress -> {
            try {
                write(entries, file);
                return Status.OK_STATUS;
            } catch (IOException e) {
                return new Status(IStatus.ERROR, DebugIds.PLUGIN, NLS.bind(Messages.Export_Failed, file, e), e);
            }
        });
        job.setUser(true);
        return job;
    }

    private static void write(List<Entry> entries, Path file) throws IOException {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(JSON);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            if (!json) {
                writer.append(headings(COMMA)).append(LINE);
            }
            for (Entry entry : entries) {
                if (!json) {
                    writer.append(csv(entry)).append(LINE);
                } else if (!entry.isNotice()) {
                    writer.append(RecordJson.write(entry.record())).append(LINE);
                }
            }
        }
    }
}
