package org.zpcidebug.debug;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.intercept.InterceptException;

/** Tells the user that something could not be done with a guest, and why. */
public final class EngineFailure {

    /** The code of the status that is told; its handler shows it. */
    public static final int CODE = 321;

    private EngineFailure() {}

    /** Tells it as a row of the Intercepts view and through the handler of its status. */
    static void tell(ZpciDebugTarget target, InterceptLog log, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (target.isDisconnected() || failure instanceof CancellationException || isEnd(failure)) {
            return;
        }
        boolean foreseen = failure instanceof InterceptException
                || failure instanceof StubException
                || failure instanceof IllegalArgumentException;
        String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        log.notice(words);
        IStatus status = new Status(
                foreseen ? IStatus.WARNING : IStatus.ERROR, DebugIds.PLUGIN, CODE, words, foreseen ? null : failure);
        if (!foreseen) {
            Platform.getLog(EngineFailure.class).log(status);
        }
        StatusHandlers.handle(status, target);
    }

    private static boolean isEnd(Throwable failure) {
        return failure instanceof InterceptException known && known.reason() == InterceptException.Reason.ENDED;
    }
}
