package org.zpcidebug.ui.findings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.statushandlers.StatusManager;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.inspect.DemoFunction.Fault;
import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.functions.FunctionsView;
import org.zpcidebug.ui.interrupts.InterruptsView;
import org.zpcidebug.ui.translation.TranslationView;
import org.zpcidebug.ui.views.FunctionView;

/** Where a value that a finding rests on is shown: most of them in the Functions view, others in the views of tables and vectors. */
final class FindingTarget {

    private static final Pattern TABLES =
            Pattern.compile("dma\\.(iota|tableType|mappedPages)|probe\\.(iota|pba|pal)"); //$NON-NLS-1$

    private static final String GATES = "interrupts.gates"; //$NON-NLS-1$

    private static final Pattern REGISTRATION = Pattern.compile(
            "interrupts\\.(registered|isc|noi|aibvo?|aisbo?|summary)|probe\\.interrupts"); //$NON-NLS-1$

    private static final Pattern VECTORS = Pattern.compile("probe\\.(msix|pending)"); //$NON-NLS-1$

    private static final String DMA_FAULT = "dma-fault"; //$NON-NLS-1$

    private FindingTarget() {}

    /** Shows it, and opens its view for that. */
    static void reveal(IWorkbenchPage page, GuestSnapshot snapshot, FindingLine line) {
        Optional<Evidence> first = Optional.ofNullable(line.finding())
                .flatMap(finding -> finding.evidence().stream().findFirst());
        Optional<Long> fid = line.fid() != null
                ? Optional.of(line.fid())
                : first.flatMap(evidence -> holder(snapshot, evidence)).map(FunctionSnapshot::fid);
        if (fid.isPresent()) {
            try {
                reveal(page, fid.get(), first.map(Evidence::path).orElse("")); //$NON-NLS-1$
                if (line.finding() != null && line.finding().id().equals(DMA_FAULT)) {
                    lookUp(page, snapshot, fid.get());
                }
            } catch (PartInitException e) {
                StatusManager.getManager().handle(e, DebugIds.PLUGIN);
            }
        }
    }

    private static void reveal(IWorkbenchPage page, long fid, String path) throws PartInitException {
        IViewPart functions = page.showView(UiIds.FUNCTIONS_VIEW);
        if (functions instanceof FunctionsView view) {
            view.reveal(fid, path);
        }
        if (TABLES.matcher(path).matches()) {
            choose(page, UiIds.TRANSLATION_VIEW, fid);
        } else if (VECTORS.matcher(path).matches()) {
            choose(page, UiIds.VECTORS_VIEW, fid);
        } else if (path.equals(GATES) || REGISTRATION.matcher(path).matches()) {
            chooseInterrupts(page, fid, path.equals(GATES));
        }
    }

    private static void chooseInterrupts(IWorkbenchPage page, long fid, boolean gates) throws PartInitException {
        if (page.showView(UiIds.INTERRUPTS_VIEW) instanceof InterruptsView shown) {
            if (gates) {
                shown.chooseGates(fid);
            } else {
                shown.choose(fid);
            }
        }
    }

    /** Where the tables lead the DMA address that failed. */
    private static void lookUp(IWorkbenchPage page, GuestSnapshot snapshot, long fid) throws PartInitException {
        Optional<Fault> fault = snapshot.function(fid)
                .map(FunctionSnapshot::demo)
                .filter(Value::isKnown)
                .flatMap(demo -> demo.value().lastError());
        if (fault.isPresent() && page.showView(UiIds.TRANSLATION_VIEW) instanceof TranslationView shown) {
            shown.lookUp(fid, fault.get().address());
        }
    }

    /** The first function that has that value: what concerns the whole guest was seen in one of them. */
    private static Optional<FunctionSnapshot> holder(GuestSnapshot snapshot, Evidence evidence) {
        return FunctionFields.all().stream()
                .filter(field -> field.path().equals(evidence.path()))
                .flatMap(field -> snapshot.functions().stream()
                        .filter(function -> field.get().apply(function).isKnown()
                                && field.text(function).equals(evidence.text())))
                .findFirst();
    }

    private static void choose(IWorkbenchPage page, String view, long fid) throws PartInitException {
        if (page.showView(view) instanceof FunctionView shown) {
            shown.choose(fid);
        }
    }
}
