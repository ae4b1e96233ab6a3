package dev.entrega.messaging.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import dev.entrega.messaging.aws.EntryResult.SenderFault;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a batch says of each of its entries, over the real wire protocols. */
class TopicTest {

    private static TestService service;
    private static Resources resources;

    @BeforeAll
    static void start() {
        service = TestService.start("topic", Map.of("database.url", ""));
        resources = service.context.getBean(Resources.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Message message(String attribute) {
        return new Message("{}", Map.of("subject", attribute));
    }

    @Test
    void ofABatchOnlyTheEntryThatIsWrongIsRefusedAndInItsPlace() {
        resources.createTopic("topic_results", Map.of());

        var results = resources.topic("topic_results").publish(List.of(message("1"), message(""), message("3")));

        assertThat(results.get(0)).isInstanceOf(Confirmed.class);
        assertThat(results.get(1)).isInstanceOf(SenderFault.class);
        assertThat(results.get(2)).isInstanceOf(Confirmed.class);
    }

    @Test
    void anAcknowledgementWithAReceiptThatIsNoneIsRefused() {
        resources.createQueue("topic_queue", Map.of());

        assertThat(resources.queue("topic_queue").delete(List.of("no receipt")))
                .singleElement()
                .isInstanceOf(SenderFault.class);
    }

    @Test
    void whatIsPublishedIsCutByCountAndByBytes() {
        var many = IntStream.range(0, 25).boxed().toList();
        assertThat(Slices.of(many, entry -> 10)).extracting(List::size).containsExactly(10, 10, 5);

        int most = 256 * 1024;
        assertThat(Slices.of(List.of(most, 1, most - 1, 2, most + 1), bytes -> bytes))
                .containsExactly(List.of(most), List.of(1, most - 1), List.of(2), List.of(most + 1));
    }
}
