package org.zpcidebug.ui.views;

import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.zpcidebug.debug.DebugIds;

/**
 * Rows as text: JSON with one object a line, CSV, and the clipboard's text with tabs; the latter two have a line of names
 * first. What is not known is missing in JSON and empty elsewhere.
 *
 * @param names of the columns
 * @param size how many rows there are
 * @param row gives the values of a row: numbers, truth values, texts, null for what is not known
 * @param json gives a row as JSON, null for one that is left out there; null when that is its values by their names
 */
public record RowsExport(List<String> names, int size, IntFunction<List<Object>> row, IntFunction<String> json) {

    private static final String[] KINDS = {"*.json", "*.csv"}; //$NON-NLS-1$ //$NON-NLS-2$
    private static final String JSON = ".json"; //$NON-NLS-1$
    private static final String COMMA = ","; //$NON-NLS-1$
    private static final String TAB = "\t"; //$NON-NLS-1$
    private static final char QUOTE = '"';
    private static final char LINE = '\n';
    private static final int BATCH = 10_000;

    /** Rows whose JSON is their values by their names. */
    public RowsExport(List<String> names, int size, IntFunction<List<Object>> row) {
        this(names, size, row, null);
    }

    /** Asks for a file and writes all rows to it. */
    public void save(Shell shell, String title, String fileName) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(title);
        dialog.setFilterExtensions(KINDS);
        dialog.setFilterNames(new String[] {Messages.Export_Json, Messages.Export_Csv});
        dialog.setFileName(fileName);
        dialog.setOverwrite(true);
        String file = dialog.open();
        if (file != null) {
            job(Path.of(file)).schedule();
        }
    }

    /** The work of writing all rows, as JSON or CSV by the file's name. */
    public Job job(Path file) {
        Job job = new Job(NLS.bind(Messages.Export_Job, file)) {
            @Override
            protected IStatus run(IProgressMonitor progress) {
                return write(file, progress);
            }
        };
        job.setUser(true);
        return job;
    }

    private IStatus write(Path file, IProgressMonitor progress) {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            boolean isJson = file.toString().toLowerCase(Locale.ROOT).endsWith(JSON);
            if (!isJson) {
                writer.append(String.join(COMMA, names)).append(LINE);
            }
            for (int i = 0; i < size; i++) {
                write(writer, isJson ? json(i) : line(i, COMMA));
                if (i % BATCH == 0 && progress.isCanceled()) {
                    return Status.CANCEL_STATUS;
                }
            }
            return Status.OK_STATUS;
        } catch (IOException e) {
            return new Status(IStatus.ERROR, DebugIds.PLUGIN, NLS.bind(Messages.Export_Failed, file, e), e);
        }
    }

    private static void write(Writer to, String line) throws IOException {
        if (line != null) {
            to.append(line).append(LINE);
        }
    }

    private String json(int index) {
        if (json != null) {
            return json.apply(index);
        }
        JsonObject object = new JsonObject();
        List<Object> values = row.apply(index);
        for (int i = 0; i < names.size(); i++) {
            Object value = values.get(i);
            if (value instanceof Number number) {
                object.addProperty(names.get(i), number);
            } else if (value instanceof Boolean flag) {
                object.addProperty(names.get(i), flag);
            } else if (value != null) {
                object.addProperty(names.get(i), value.toString());
            }
        }
        return object.toString();
    }

    private String line(int index, String separator) {
        return String.join(
                separator, row.apply(index).stream().map(RowsExport::plain).toList());
    }

    private static String plain(Object value) {
        String text = value == null ? "" : value.toString(); //$NON-NLS-1$
        boolean isSafe = text.indexOf(QUOTE) < 0 && !text.contains(COMMA) && text.indexOf(LINE) < 0;
        return isSafe ? text : QUOTE + text.replace("\"", "\"\"") + QUOTE; //$NON-NLS-1$ //$NON-NLS-2$
    }

    /** Rows for the clipboard: the given one, or for -1 the first so many. */
    public String text(int chosen, int most) {
        StringBuilder text = new StringBuilder(String.join(TAB, names));
        int from = Math.max(0, chosen);
        int to = chosen < 0 ? Math.min(size, most) : chosen + 1;
        for (int i = from; i < to; i++) {
            text.append(LINE).append(line(i, TAB));
        }
        return text.toString();
    }
}
