package dev.entrega.benchmark.runner;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A run for whoever has started it: as text, or as JSON. */
final class Report {

    private static final JsonMapper JSON = new JsonMapper();

    private Report() {}

    /** Three digits that say something; thousands without a fraction. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    static String json(Run run) {
        var root = JSON.createObjectNode();
        var targets = root.putObject("targets");
        for (var target : Target.values()) {
            var measured = run.results().targets().get(target);
            var node = targets.putObject(target.id());
            if (measured == null) {
                node.putNull("value")
                        .put("target", target.text())
                        .put("met", false)
                        .putNull("spread");
            } else {
                node.put("value", rounded(measured.value()))
                        .put("target", target.text())
                        .put("met", measured.meets(target));
                spread(node.putArray("spread"), measured.samples());
            }
        }
        var figures = root.putArray("figures");
        for (var figure : run.results().figures()) {
            var node = figures.addObject()
                    .put("group", figure.group())
                    .put("name", figure.name())
                    .put("value", rounded(figure.samples().median()))
                    .put("unit", figure.unit());
            spread(node.putArray("spread"), figure.samples());
        }
        conditions(root.putObject("run"), run);
        return root.toPrettyString();
    }

    private static void conditions(ObjectNode node, Run run) {
        node.put("thorough", run.scale().thorough())
                .put("warmUpSeconds", run.scale().warmUp().toSeconds())
                .put("rounds", run.scale().rounds())
                .put("seconds", run.time().toSeconds())
                .put("processors", run.processors())
                .put("pinned", run.pinned())
                .put("noisy", run.isNoisy());
        var noise = run.noise();
        node.putObject("others")
                .put("median", rounded(noise.median()))
                .put("most", rounded(noise.most()))
                .put("unit", "processors");
        var remarks = node.putArray("remarks");
        run.results().remarks().forEach(remarks::add);
    }

    private static void spread(ArrayNode node, Samples samples) {
        node.add(rounded(samples.least())).add(rounded(samples.most()));
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
    }

    static String text(Run run) {
        var text = new StringBuilder();
        table(text, List.of("", "measured", "spread", "target", "", ""), targetRows(run));
        groups(run.results().figures()).forEach((group, figures) -> {
            text.append('\n').append(group).append('\n');
            table(
                    text,
                    List.of("", "median", "spread", ""),
                    figures.stream()
                            .map(figure -> List.of(
                                    figure.name(),
                                    number(figure.samples().median()),
                                    spread(figure.samples()),
                                    figure.unit()))
                            .toList());
        });
        text.append('\n');
        run.results().remarks().forEach(remark -> text.append(remark).append('\n'));
        return text.append(conditions(run)).toString();
    }

    /** What a figure is worth. */
    static String conditions(Run run) {
        var noise = run.noise();
        return (run.scale().thorough() ? "A full run" : "A quick run, for orientation")
                + ", " + run.scale().rounds() + " rounds, " + run.time().toSeconds() + " s, " + run.processors()
                + " processors, " + (run.pinned() ? "one for each client" : "none of them anybody's own")
                + ". Others took " + number(noise.median()) + " processors (median), " + number(noise.most())
                + " at most.";
    }

    private static List<List<String>> targetRows(Run run) {
        return Arrays.stream(Target.values())
                .map(target -> {
                    var measured = run.results().targets().get(target);
                    return measured == null
                            ? List.of(target.id(), "-", "", target.text(), "not measured", target.what())
                            : List.of(
                                    target.id(),
                                    number(measured.value()),
                                    spread(measured.samples()),
                                    target.text(),
                                    measured.meets(target) ? "met" : "MISSED",
                                    target.what());
                })
                .toList();
    }

    static String spread(Samples samples) {
        return number(samples.least()) + " to " + number(samples.most());
    }

    static Map<String, List<Figure>> groups(List<Figure> figures) {
        var groups = new LinkedHashMap<String, List<Figure>>();
        figures.forEach(figure -> groups.computeIfAbsent(figure.group(), group -> new ArrayList<>())
                .add(figure));
        return groups;
    }

    private static void table(StringBuilder text, List<String> heads, List<List<String>> rows) {
        for (var row : Stream.concat(Stream.of(heads), rows.stream()).toList()) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = Stream.concat(Stream.of(heads), rows.stream())
                        .mapToInt(each -> each.get(at).length())
                        .max()
                        .orElse(0);
                line.append("  ")
                        .append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
