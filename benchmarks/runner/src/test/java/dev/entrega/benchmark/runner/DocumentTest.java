package dev.entrega.benchmark.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class DocumentTest {

    private static final String PAGE =
            "# Performance\n\nBefore.\n\n" + Document.BEGIN + "\nold\n" + Document.END + "\n\nAfter.\n";

    @Test
    void whatStandsBetweenTheMarksIsReplacedAndNothingElse() {
        String page = Document.withFigures(PAGE, "performance", Pretended.quiet());

        assertThat(page)
                .startsWith("# Performance\n\nBefore.\n\n" + Document.BEGIN + "\n")
                .endsWith(Document.END + "\n\nAfter.\n")
                .doesNotContain("old")
                .contains(
                        "| C1 | consumer CPU per message ÷ raw loop on the same HTTP client | <= 1.15 | 1.10 | 0.97 to 1.21 | met |")
                .contains("| >= 9.5 | 9.20 | 9.10 to 9.60 | **missed** |")
                .contains("| not measured | | |")
                .contains("A remark.");
        assertThat(Document.withFigures(page, "performance", Pretended.quiet())).isEqualTo(page);
    }

    @Test
    void aPageWithoutMarksIsLeftAlone() {
        assertThatThrownBy(() -> Document.withFigures("# Performance\n", "performance", Pretended.quiet()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachGroupOfSeveralFiguresHasAChartAndOldOnesGo(@TempDir Path docs) throws Exception {
        var charts = Files.createDirectories(docs.resolve("images/performance"));
        Files.writeString(charts.resolve("gone.svg"), "<svg/>");
        Files.writeString(docs.resolve("performance.md"), PAGE);

        Document.write(docs, "performance", Pretended.quiet());

        String page = Files.readString(docs.resolve("performance.md"));
        assertThat(page).contains("](images/performance/messages-per-second-0-ms.svg)");
        try (var files = Files.list(charts)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactly("messages-per-second-0-ms.svg");
        }
        assertThat(bars(Files.readString(charts.resolve("messages-per-second-0-ms.svg"))))
                .hasSize(2);
    }

    @Test
    void aBarIsAsLongAsItsMedian() throws Exception {
        var figures = Pretended.quiet().results().figures().subList(0, 2);

        var bars = bars(Chart.of("Rates & more", figures));

        assertThat(bars.get(1) / bars.get(0)).isCloseTo(9_500.0 / 11_000, within(0.01));
    }

    private static List<Double> bars(String svg) throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        var rects = document.getElementsByTagName("rect");
        var bars = new ArrayList<Double>();
        for (int i = 0; i < rects.getLength(); i++) {
            var rect = (Element) rects.item(i);
            if (rect.hasAttribute("class")) {
                bars.add(Double.valueOf(rect.getAttribute("width")));
            }
        }
        return bars;
    }

    @Test
    void theCommittedPageHasAPlaceForFigures() throws IOException {
        String page = Files.readString(Path.of("../../docs/performance.md"));

        assertThat(Document.withFigures(page, "performance", Pretended.quiet())).contains("| C1 |");
    }
}
