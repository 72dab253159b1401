package org.zpcidebug.debug;

import java.util.List;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.s390.Hex;

/**
 * Before a guest is stopped for the first time, the user is told what that means and may say no. The answer holds for the
 * guest until it is disconnected, or for good.
 */
public final class PauseConsent {

    /** The code of the status whose handler asks; it answers with a Boolean. */
    public static final int CODE = 320;

    private PauseConsent() {}

    /** Whether the guest may be stopped; asks if that is not known yet, and then waits for the answer. */
    static boolean isGiven(ZpciDebugTarget target) {
        if (Preferences.isPauseAgreed() || target.isPauseAgreed()) {
            return true;
        }
        IStatus status = new Status(IStatus.INFO, DebugIds.PLUGIN, CODE, question(target), null);
        boolean agreed = Boolean.TRUE.equals(StatusHandlers.handle(status, target));
        if (agreed) {
            target.agreeToPause();
        }
        return agreed;
    }

    private static String question(ZpciDebugTarget target) {
        String question = NLS.bind(Messages.PauseConsent_Question, target.guestName());
        List<String> interpreted = interpreted(target.session().state().snapshot());
        return interpreted.isEmpty()
                ? question
                : question + "\n\n" //$NON-NLS-1$
                        + NLS.bind(Messages.PauseConsent_Interpreted, String.join(", ", interpreted)); //$NON-NLS-1$
    }

    /** The FIDs of functions whose loads and stores the machine interprets, without QEMU. */
    public static List<String> interpreted(GuestSnapshot snapshot) {
        return snapshot == null
                ? List.of()
                : snapshot.functions().stream()
                        .filter(function -> function.interpreted().isKnown()
                                && function.interpreted().value())
                        .map(FunctionSnapshot::fid)
                        .map(Hex::of)
                        .toList();
    }
}
