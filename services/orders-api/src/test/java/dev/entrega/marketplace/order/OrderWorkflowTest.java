package dev.entrega.marketplace.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OrderWorkflowTest {
    private static final Path GUIDE = Path.of("..", "..", "docs", "workflows.md");
    private static final String BEGIN = "<!-- orders: begin -->\n```mermaid\n";
    private static final String END = "```\n<!-- orders: end -->";

    /** With {@code -Dentrega.docs.accept} the diagram is drawn anew. */
    @Test
    void theGuideShowsItAsItIs() throws IOException {
        String drawn;
        try (var server = new OrdersServer()) {
            drawn = server.workflow().mermaid();
        }
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        int end = guide.indexOf(END);
        if (System.getProperty("entrega.docs.accept") != null) {
            Files.writeString(GUIDE, guide.substring(0, begin) + drawn + guide.substring(end));
            return;
        }
        assertThat(guide.substring(begin, end))
                .as("run this test with -Dentrega.docs.accept and look at the diff")
                .isEqualTo(drawn);
    }
}
