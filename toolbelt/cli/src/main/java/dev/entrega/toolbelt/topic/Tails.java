package dev.entrega.toolbelt.topic;

import dev.entrega.messaging.aws.Operations;
import dev.entrega.toolbelt.terminal.Session;
import java.time.Duration;
import java.time.Instant;

/** The temporary queues of {@code topic tail}. */
public final class Tails {

    /** Between two signs of life; a queue that gave none for thrice as long is abandoned. */
    static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

    private Tails() {}

    /** The names of all of them begin so. */
    public static String prefix(Session session) {
        return session.prefix() + "tail_";
    }

    /** Removes what tails that were killed have left behind, and says so. */
    public static void removeAbandoned(Session session, Operations operations) {
        var oldest = Instant.now().minus(SIGN_OF_LIFE.multipliedBy(3));
        operations
                .removeTemporaryQueues(prefix(session), alive -> alive.isBefore(oldest))
                .forEach(name -> session.output().say("removed " + name + ", left behind by a tail that was killed"));
    }
}
