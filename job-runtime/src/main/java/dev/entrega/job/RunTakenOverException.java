package dev.entrega.job;

import dev.entrega.messaging.MessagingException;
import java.time.Instant;

/** Thrown where a run publishes that is another process's by now, or whose time is over: the transaction has to roll back. */
public final class RunTakenOverException extends MessagingException {

    private static final long serialVersionUID = 1L;

    RunTakenOverException(String job, Instant dueAt) {
        super("this process no longer has the run of " + job + " that was due at " + dueAt
                + ": it was silent for too long and another has taken the run over, or the run's time is over");
    }
}
