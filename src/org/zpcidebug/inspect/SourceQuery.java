package org.zpcidebug.inspect;

import java.util.concurrent.CompletableFuture;
import org.zpcidebug.hypervisor.MonitorCommand;

/**
 * A question that is asked again in each sample. While it fails it is asked with growing pauses only, and what it would
 * tell is unknown with the reason of the last refusal.
 */
@SuppressWarnings("nls")
final class SourceQuery<T> {

    private final MonitorCommand<T> command;
    private final BackOff backOff = new BackOff();
    private Answer<T> last;
    private CompletableFuture<T> sent;

    SourceQuery(MonitorCommand<T> command) {
        this.command = command;
    }

    /** Sends it, unless it is being left alone. */
    void start(Inquiry inquiry) {
        boolean never = last != null && last.isUnsupported();
        sent = never || !backOff.isDue(System.nanoTime()) ? null : inquiry.send(command);
    }

    /** The answer to what was sent last; the former answer when nothing was. */
    Answer<T> finish(Inquiry inquiry) {
        if (sent != null) {
            last = inquiry.await(sent);
            sent = null;
            if (last.isKnown()) {
                backOff.succeeded();
            } else {
                backOff.failed(System.nanoTime());
            }
        }
        return last;
    }

    Answer<T> ask(Inquiry inquiry) {
        start(inquiry);
        return finish(inquiry);
    }

    /** As {@link #finish}, with the pause told in the reason. */
    Value<T> finishValue(Inquiry inquiry) {
        return reasoned(finish(inquiry));
    }

    /** As {@link #ask}, with the pause told in the reason. */
    Value<T> askValue(Inquiry inquiry) {
        return reasoned(ask(inquiry));
    }

    private Value<T> reasoned(Answer<T> answer) {
        if (answer.isKnown() || answer.isUnsupported()) {
            return answer.toValue();
        }
        String seconds = Long.toString(backOff.pause().toSeconds());
        return Value.unknown(Words.of("reason.backedOff", answer.refusal().getMessage(), seconds));
    }
}
