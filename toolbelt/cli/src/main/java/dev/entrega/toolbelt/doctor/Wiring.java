package dev.entrega.toolbelt.doctor;

import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.topology.Declared;
import java.util.List;

/** Looks whether what a service declares is there as it has to be: topics, queues, policies, subscriptions. */
final class Wiring {

    /** Where so much is missing, it was never made, and one line says that. */
    private static final int A_FEW = 4;

    private final Declared declared;
    private final String environment;

    Wiring(Resources resources, String environment) {
        this.declared = new Declared(resources);
        this.environment = environment;
    }

    List<Finding> look(ServiceDescription service) {
        try {
            var missing = declared.plan(service);
            if (missing.size() > A_FEW) {
                return List.of(all(service, missing));
            }
            return missing.isEmpty()
                    ? List.of(Finding.ok("topology", "all that " + service.service() + " declares is there"))
                    : missing.stream().map(step -> finding(service, step)).toList();
        } catch (MessagingException e) {
            return List.of(Finding.problem(
                    "topology",
                    "that of " + service.service() + " can't be looked at: " + e.getMessage(),
                    "whether events reach it is unknown",
                    "mend the broker first"));
        }
    }

    private Finding all(ServiceDescription service, List<Declared.Step> missing) {
        return Finding.problem(
                "topology",
                missing.size() + " things of " + service.service() + " are missing or differ, as "
                        + missing.getFirst().name() + " and "
                        + missing.getLast().name(),
                "events don't reach it, or what it publishes has nowhere to go; it has probably never been released here",
                "toolbelt topology apply " + service.service() + " --env " + environment);
    }

    private Finding finding(ServiceDescription service, Declared.Step step) {
        return Finding.problem(
                "topology",
                what(service, step),
                why(step),
                "toolbelt topology apply " + service.service() + " --env " + environment);
    }

    private static String what(ServiceDescription service, Declared.Step step) {
        String differs = " is not as " + service.service() + " needs it: ";
        return switch (step.change()) {
            case "create topic" -> "topic " + step.name() + " is missing";
            case "create queue" -> "queue " + step.name() + " is missing";
            case "subscribe" -> "the subscription of " + step.name() + " is missing";
            case "update queue" ->
                "queue " + step.name() + differs
                        + String.join(", ", step.attributes().keySet());
            default ->
                "the subscription of " + step.name() + differs
                        + String.join(", ", step.attributes().keySet());
        };
    }

    private static String why(Declared.Step step) {
        boolean policy = step.attributes().containsKey("Policy");
        return switch (step.change()) {
            case "create topic" -> "what is published has nowhere to go, and stays in the outbox";
            case "create queue" -> "the service has nothing to receive from";
            case "subscribe" -> "what is published on the topic does not reach the service and is lost for it";
            case "update queue" ->
                policy
                        ? "SNS is not let into it, so what is published does not arrive"
                        : "it keeps or hides messages for another time, or has no net";
            default -> "what can't be delivered is lost, or arrives in another form";
        };
    }
}
