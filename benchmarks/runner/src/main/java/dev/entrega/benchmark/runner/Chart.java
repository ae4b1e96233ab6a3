package dev.entrega.benchmark.runner;

import java.util.List;
import java.util.Locale;

/** Bars, one below the other, each as long as its median, with a line from the least to the most that was measured. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int LABELS = 270;
    private static final int VALUES = 110;
    private static final int ROW = 28;
    private static final int TOP = 40;

    private Chart() {}

    static String of(String title, List<Figure> figures) {
        double most = figures.stream()
                .mapToDouble(figure -> figure.samples().most())
                .max()
                .orElse(0);
        double scale = most > 0 ? (WIDTH - LABELS - VALUES) / most : 0;
        int height = TOP + ROW * figures.size() + 12;
        var svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
            <style>text{font:13px system-ui,sans-serif;fill:#24292f}.t{font-weight:600}.b{fill:#8fb3d9}.e{fill:#2f6f4f}\
            .s{stroke:#24292f;stroke-width:1.5}</style>
            <rect width="100%%" height="100%%" fill="#fff"/>
            <text class="t" x="12" y="24">%s</text>
            """.formatted(WIDTH, height, escaped(title), escaped(title)));
        for (int i = 0; i < figures.size(); i++) {
            bar(svg, figures.get(i), TOP + ROW * i, scale);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Figure figure, int y, double scale) {
        var samples = figure.samples();
        String kind = figure.name().startsWith("Entrega") ? "e" : "b";
        svg.append(String.format(
                Locale.ROOT,
                """
                <text x="12" y="%d">%s</text>
                <rect class="%s" x="%d" y="%d" width="%.1f" height="16"/>
                <line class="s" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>
                <text x="%.1f" y="%d">%s</text>
                """,
                y + 13,
                escaped(figure.name()),
                kind,
                LABELS,
                y,
                samples.median() * scale,
                LABELS + samples.least() * scale,
                y + 8,
                LABELS + samples.most() * scale,
                y + 8,
                LABELS + samples.most() * scale + 8,
                y + 13,
                escaped((Report.number(samples.median()) + " " + figure.unit()).strip())));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
