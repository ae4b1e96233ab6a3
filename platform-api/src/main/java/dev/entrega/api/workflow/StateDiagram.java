package dev.entrega.api.workflow;

import dev.entrega.api.workflow.Workflow.Step;
import dev.entrega.api.workflow.Workflow.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Draws a workflow in the language of Mermaid: <a href="https://mermaid.js.org/syntax/stateDiagram.html">syntax</a>. */
final class StateDiagram {

    private StateDiagram() {}

    static <S extends Enum<S>> String of(Workflow<S> workflow) {
        var lines = new ArrayList<String>();
        lines.add("stateDiagram-v2");
        lines.add(arrow("[*]", Workflow.text(workflow.start().to())) + ": "
                + workflow.start().event());
        for (var step : workflow.steps()) {
            for (S from : step.from()) {
                lines.add(arrow(Workflow.text(from), Workflow.text(step.to())) + ": " + said(workflow, step, from));
            }
        }
        Arrays.stream(workflow.states().getEnumConstants())
                .filter(state -> workflow.next(state).isEmpty())
                .forEach(state -> lines.add(arrow(Workflow.text(state), "[*]")));
        return lines.stream().collect(Collectors.joining("\n    ", "", "\n"));
    }

    private static <S extends Enum<S>> String said(Workflow<S> workflow, Step<S> step, S from) {
        return step.event()
                + workflow.timeouts().stream()
                        .filter(timeout ->
                                timeout.state() == from && timeout.event().equals(step.event()))
                        .map(Timeout::after)
                        .map(after -> ", at the latest after " + words(after))
                        .collect(Collectors.joining());
    }

    private static String arrow(String from, String to) {
        return from + " --> " + to;
    }

    /** In the largest unit that it is a whole number of. */
    static String words(Duration time) {
        if (time.toNanosPart() > 0) {
            return time.toMillis() + " ms";
        }
        long seconds = time.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
