package dev.entrega.toolbelt.doctor;

import dev.entrega.messaging.aws.BrokerException;
import dev.entrega.messaging.aws.Operations.QueueState;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Looks at topics and queues as such: whether they can be reached, and whether the nets are empty. */
final class Broker {

    private static final Pattern NET = Pattern.compile("_(dlq|undelivered)(\\.fifo)?$");

    private final Session session;
    private final Resources resources;

    Broker(Session session, Resources resources) {
        this.session = session;
        this.resources = resources;
    }

    List<Finding> look() {
        var findings = new ArrayList<Finding>();
        String where = session.profile().broker().toString();
        try {
            resources.topicArns();
            var queues = resources.operations().queues(session.prefix());
            findings.add(Finding.ok(
                    "broker", where + " answers, " + Counted.of(queues.size(), "queue") + " of this environment"));
            queues.stream().filter(Broker::isFullNet).map(Broker::fullNet).forEach(findings::add);
        } catch (BrokerException e) {
            findings.add(Finding.problem(
                    "broker",
                    String.valueOf(e.getMessage()),
                    "without it nothing is published and nothing received",
                    e.kind() == BrokerException.Kind.NOT_ALLOWED
                            ? "check the credentials, and that they may list topics and queues"
                            : "check that it runs, and that the environment names region and endpoint of it: "
                                    + where));
        }
        return findings;
    }

    private static boolean isFullNet(QueueState queue) {
        boolean net = NET.matcher(queue.name()).find();
        return net && queue.waiting() + queue.inFlight() > 0;
    }

    private static Finding fullNet(QueueState net) {
        return Finding.problem(
                "net",
                net.name() + " holds about " + Counted.of(net.waiting() + net.inFlight(), "message"),
                "SQS or SNS moved them aside, and the service that collects them does not run or can't store them",
                "start the service and look at: toolbelt dlq groups; what is in it: toolbelt queue peek " + net.name());
    }
}
