package dev.entrega.toolbelt.topology;

import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.topology.Declared.Step;
import java.util.List;

/** Prints steps: a line each. */
final class Steps {

    private Steps() {}

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
