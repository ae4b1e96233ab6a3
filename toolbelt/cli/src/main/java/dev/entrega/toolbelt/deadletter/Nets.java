package dev.entrega.toolbelt.deadletter;

import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.Operations.QueueState;
import dev.entrega.toolbelt.terminal.Session;

/** What SQS and SNS moved aside and no service has collected yet. */
final class Nets {

    private Nets() {}

    /** A line on stderr for each net that is not empty, and one if the broker can't be asked: the table counts more. */
    static void say(Session session, String service) {
        var names = session.profile().names(service);
        try {
            session.resources().operations().queues(names.queue() + "_").stream()
                    .filter(queue -> names.isNet(queue.name()) && queue.waiting() > 0)
                    .map(Nets::words)
                    .forEach(session.output()::say);
        } catch (MessagingException e) {
            session.output().say("the nets of " + service + " can't be looked at: " + e.getMessage());
        }
    }

    private static String words(QueueState net) {
        return net.name() + " holds about " + net.waiting()
                + " more; the service brings them into its table while it runs";
    }
}
