package dev.entrega.toolbelt.topology;

import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.topology.Declared.Step;
import java.util.List;

/** Prints steps: a line each. */
final class Steps {

    private Steps() {}

    /** Shows what is missing in the environment, of services or of all. */
    static List<Step> show(Session session, List<String> services) {
        var missing = new Declared(session.resources()).plan(session.descriptions(services));
        print(session.output(), missing);
        session.output()
                .say(
                        missing.isEmpty()
                                ? "all that the services declare is there"
                                : "Next: toolbelt topology apply --env " + session.environment());
        return missing;
    }

    static void print(Output output, List<Step> steps) {
        for (var step : steps) {
            if (output.json()) {
                output.document(step);
            } else {
                output.line(step.service() + ": " + step.words());
            }
        }
    }
}
