package dev.entrega.benchmark.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A run for the readers of the documentation: what stands between two marks in a page is written anew, with a chart for each
 * group of figures beside it.
 */
final class Document {

    static final String BEGIN = "<!-- figures: begin -->";
    static final String END = "<!-- figures: end -->";

    private Document() {}

    static void write(Path docs, String page, Run run) throws IOException {
        var file = docs.resolve(page + ".md");
        var charts = docs.resolve("images").resolve(page);
        Files.createDirectories(charts);
        try (var old = Files.list(charts)) {
            for (var chart : old.toList()) {
                Files.delete(chart);
            }
        }
        for (var group : Report.groups(run.results().figures()).entrySet()) {
            if (isDrawn(group.getValue())) {
                Files.writeString(charts.resolve(fileName(group.getKey())), Chart.of(group.getKey(), group.getValue()));
            }
        }
        Files.writeString(file, withFigures(Files.readString(file), page, run));
    }

    /** @throws IllegalArgumentException if the marks are missing */
    static String withFigures(String document, String page, Run run) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "there is no place for figures: " + BEGIN + " and " + END + " are missing");
        }
        return document.substring(0, begin + BEGIN.length()) + "\n" + figures(page, run) + document.substring(end);
    }

    private static String figures(String page, Run run) {
        var text = new StringBuilder(Report.conditions(run)).append('\n');
        if (!run.results().targets().isEmpty()) {
            targets(text, run);
        }
        Report.groups(run.results().figures()).forEach((group, figures) -> {
            text.append("\n### ").append(group).append('\n');
            if (isDrawn(figures)) {
                text.append("\n![")
                        .append(group)
                        .append("](images/")
                        .append(page)
                        .append('/')
                        .append(fileName(group))
                        .append(")\n");
            }
            text.append("\n| | Median | Spread |\n|---|---|---|\n");
            figures.forEach(figure -> text.append("| ")
                    .append(figure.name())
                    .append(" | ")
                    .append(Report.number(figure.samples().median()))
                    .append(figure.unit().isEmpty() ? "" : " " + figure.unit())
                    .append(" | ")
                    .append(Report.spread(figure.samples()))
                    .append(" |\n"));
        });
        run.results()
                .remarks()
                .forEach(remark -> text.append('\n').append(remark).append('\n'));
        return text.toString();
    }

    private static void targets(StringBuilder text, Run run) {
        text.append("\n| | Metric | Target | Measured | Spread | |\n|---|---|---|---|---|---|\n");
        for (var target : Target.values()) {
            var measured = run.results().targets().get(target);
            text.append("| ")
                    .append(target.id())
                    .append(" | ")
                    .append(target.what())
                    .append(" | ")
                    .append(target.text());
            if (measured == null) {
                text.append(" | not measured | | |\n");
            } else {
                text.append(" | ")
                        .append(Report.number(measured.value()))
                        .append(" | ")
                        .append(Report.spread(measured.samples()))
                        .append(measured.meets(target) ? " | met |\n" : " | **missed** |\n");
            }
        }
    }

    private static boolean isDrawn(List<Figure> figures) {
        return figures.size() > 1;
    }

    private static String fileName(String group) {
        return group.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + ".svg";
    }
}
