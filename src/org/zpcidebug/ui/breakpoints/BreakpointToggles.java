package org.zpcidebug.ui.breakpoints;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.intercept.FieldMeaning;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.views.FunctionElement;

/** The entries of the Functions view's menu by which breakpoints on the selected function are added and removed. */
public final class BreakpointToggles extends CompoundContributionItem {

    private static final List<Set<PciOpcode>> CHOICES = List.of(
            Set.of(),
            Set.of(PciOpcode.MPCIFC),
            Set.of(PciOpcode.RPCIT),
            Set.of(PciOpcode.PCILG),
            Set.of(PciOpcode.PCISTG, PciOpcode.PCISTB),
            Set.of(PciOpcode.CLP));

    @Override
    protected IContributionItem[] getContributionItems() {
        Long fid = selectedFunction();
        return fid == null
                ? new IContributionItem[0]
                : CHOICES.stream()
                        .map(choice ->
                                new ActionContributionItem(toggle(InterceptSettings.of(choice, OptionalLong.of(fid)))))
                        .toArray(IContributionItem[]::new);
    }

    /** The FID of the first selected function of the window's selection, null for none. */
    static Long selectedFunction() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        ISelection selection =
                window == null ? null : window.getSelectionService().getSelection();
        return selection instanceof IStructuredSelection structured
                        && structured.getFirstElement() instanceof FunctionElement function
                ? function.fid()
                : null;
    }

    private static IAction toggle(InterceptSettings settings) {
        String fid = Hex.of(settings.fid().orElseThrow());
        String names = settings.instructionNames();
        String text = names.isEmpty()
                ? NLS.bind(Messages.Toggle_Any, fid)
                : FieldMeaning.of(names)
                        .map(meaning -> NLS.bind(Messages.Toggle_One, names, meaning))
                        .orElse(NLS.bind(Messages.Toggle_Some, names));
        IAction action = new Action(text, IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                toggleBreakpoint(settings);
            }
        };
        action.setChecked(find(settings).isPresent());
        return action;
    }

    /** Removes the breakpoint with these settings, or adds one when there is none. */
    static void toggleBreakpoint(InterceptSettings settings) {
        try {
            Optional<ZpciBreakpoint> there = find(settings);
            if (there.isPresent()) {
                DebugPlugin.getDefault().getBreakpointManager().removeBreakpoint(there.get(), true);
            } else {
                ZpciBreakpoint.create(settings);
            }
        } catch (CoreException e) {
            Launches.report(e);
        }
    }

    private static Optional<ZpciBreakpoint> find(InterceptSettings settings) {
        return Arrays.stream(DebugPlugin.getDefault().getBreakpointManager().getBreakpoints())
                .filter(ZpciBreakpoint.class::isInstance)
                .map(ZpciBreakpoint.class::cast)
                .filter(breakpoint -> Objects.equals(breakpoint.settings(), settings))
                .findFirst();
    }
}
