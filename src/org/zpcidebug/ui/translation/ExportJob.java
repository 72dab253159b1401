package org.zpcidebug.ui.translation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.debug.DebugIds;

/** Writes the rows of a list to a file. */
final class ExportJob extends Job {

    private static final int BATCH = 10_000;

    private final MappingExport export;
    private final Path file;

    /** Writes to that file, as JSON or CSV by its name. */
    ExportJob(MappingExport export, Path file) {
        super(NLS.bind(Messages.Export_Job, file));
        this.export = export;
        this.file = file;
        setUser(true);
    }

    @Override
    protected IStatus run(IProgressMonitor progress) {
        progress.beginTask(getName(), 1 + export.size() / BATCH);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            boolean json = MappingExport.isJson(file.toString());
            if (!json) {
                MappingExport.writeHeadings(writer);
            }
            for (int row = 0; row < export.size(); row++) {
                export.write(writer, row, json);
                if (row % BATCH == 0) {
                    progress.worked(1);
                    if (progress.isCanceled()) {
                        return Status.CANCEL_STATUS;
                    }
                }
            }
            return Status.OK_STATUS;
        } catch (IOException e) {
            return new Status(IStatus.ERROR, DebugIds.PLUGIN, NLS.bind(Messages.Export_Failed, file, e), e);
        } finally {
            progress.done();
        }
    }
}
