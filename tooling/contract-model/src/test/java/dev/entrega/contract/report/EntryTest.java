package dev.entrega.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {

    private static final Entry BREAKING = new Entry(
            "order.placed",
            1,
            "type-changed",
            "breaking",
            "#/properties/total",
            "a/v1.schema.json",
            5,
            "It was a number\u001b[31m.",
            "Leave it.",
            TextNode.valueOf("x"),
            List.of());

    @Test
    void peopleReadWhereAndWhyAndHowToMendItAndNothingThatSteersATerminal() {
        assertThat(BREAKING.lines())
                .containsExactly(
                        "breaking type-changed  order.placed v1",
                        "  a/v1.schema.json:5 #/properties/total",
                        "  It was a number [31m.",
                        "  Leave it.",
                        "  shown by \"x\"");
    }

    @Test
    void whoIsHitIsNamed() {
        assertThat(BREAKING.hitting(List.of("stock-service/reserve", "mailer/thank"))
                        .lines())
                .containsSubsequence(
                        "  It was a number [31m.", "  Read by stock-service/reserve, mailer/thank.", "  Leave it.");
    }

    @Test
    void whatIsExemptNeedsNoMending() {
        var exempt = BREAKING.exempt("Exempt until 2027-01-31: nobody reads it.");

        assertThat(exempt.counts()).isFalse();
        assertThat(exempt.lines())
                .contains("info type-changed  order.placed v1")
                .anyMatch(line -> line.startsWith("  Exempt until 2027-01-31: nobody reads it. It was"))
                .doesNotContain("  Leave it.");
    }
}
