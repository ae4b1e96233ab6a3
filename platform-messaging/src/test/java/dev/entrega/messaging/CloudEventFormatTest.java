package dev.entrega.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventFormatTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudEventFormat format = new CloudEventFormat();

    @Test
    void whatIsWrittenIsReadBack() throws JsonProcessingException {
        var message = format.write(event(), JSON.readTree("{\"a\":1}"));

        var read = format.read(message.body());

        assertThat(read)
                .isEqualTo(new CloudEvent(
                        "id-1",
                        "/orders-api",
                        "order.placed.v1",
                        "order-1",
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "story-1",
                        "cause-1",
                        null,
                        null,
                        Sending.PLAIN,
                        JSON.readTree("{\"a\":1}")));
    }

    @Test
    void whatThePlatformSaysOfAnEventIsReadBack() throws JsonProcessingException {
        var sending = Sending.PLAIN
                .asCopyOf("order.placed.v2")
                .at(Instant.parse("2026-01-05T00:00:00Z"))
                .until(Instant.parse("2026-01-06T00:00:00Z"))
                .byReplay("replay-1", true)
                .allowingDuplicates();

        var read = format.read(
                format.write(event(), JSON.readTree("{}"), sending, Origin.NONE).body());

        assertThat(read.sending()).isEqualTo(sending);
        assertThat(read.firstPublished()).isEqualTo("2026-01-05T00:00:00Z");
    }

    @Test
    void theTraceOfItsOriginIsReadBack() throws JsonProcessingException {
        var origin = new Origin(OriginTest.TRACE, "rojo=1", "another-story");

        var read = format.read(format.write(event(), JSON.readTree("{}"), Sending.PLAIN, origin)
                .body());

        assertThat(read.traceparent()).isEqualTo(OriginTest.TRACE);
        assertThat(read.tracestate()).isEqualTo("rojo=1");
        assertThat(read.correlationId()).as("the event says that itself").isEqualTo("story-1");
    }

    @Test
    void anEventsAgeCountsFromItsTimeUnlessItSaysOtherwise() throws JsonProcessingException {
        var read = format.read(format.write(event(), JSON.readTree("{}")).body());

        assertThat(read.firstPublished()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void aBodyThatIsSentOnceMoreStaysAsItWasToTheLastDigit() {
        String body = """
                {"specversion":"1.0","id":"1","source":"/x","type":"a.b.v1","subject":"s","replayid":"old","unknown":[1.0],\
                "time":"2026-01-02T03:04:05Z","data":{"n":0.10000000000000000000000000001,"big":1e400}}""";

        String again = format.with(body, Sending.PLAIN.byReplay("new", false));

        assertThat(again)
                .contains("\"unknown\":[1.0]", "0.10000000000000000000000000001", "1E+400", "\"replayid\":\"new\"")
                .doesNotContain("old", "rerun", "allowduplicates");
    }

    @Test
    void aWrappedBodyIsSentOnceMoreWithoutItsWrapping() {
        String body = """
                {"Type":"Notification","Message":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"1\\",\\"source\\":\\"/x\\",\\"type\\":\\"a.b.v1\\",\
                \\"subject\\":\\"s\\",\\"time\\":\\"2026-01-02T03:04:05Z\\",\\"data\\":{}}"}""";

        var again = format.read(format.with(body, Sending.PLAIN.allowingDuplicates()));

        assertThat(again.id()).isEqualTo("1");
        assertThat(again.sending().allowDuplicates()).isTrue();
    }

    @Test
    void theBodyIsACloudEventThatAnyReaderUnderstands() throws JsonProcessingException {
        var body = JSON.readTree(format.write(event(), JSON.readTree("{}")).body());

        assertThat(body.at("/specversion").asText()).isEqualTo("1.0");
        assertThat(body.at("/time").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(body.at("/datacontenttype").asText()).isEqualTo("application/json");
        assertThat(body.at("/correlationid").asText()).isEqualTo("story-1");
        assertThat(body.at("/causationid").asText()).isEqualTo("cause-1");
    }

    @Test
    void filtersFindTypeSourceSubjectAndAStableBucketBesideTheBody() throws JsonProcessingException {
        var attributes = format.write(event(), JSON.readTree("{}")).attributes();

        // The bucket is Python's zlib.crc32(b"order-1") % 100: the same in every language.
        assertThat(attributes)
                .containsOnly(
                        Map.entry("type", "order.placed.v1"),
                        Map.entry("source", "/orders-api"),
                        Map.entry("subject", "order-1"),
                        Map.entry("bucket", "79"));
    }

    @Test
    void anEventWithinANotificationOfSnsIsReadToo() throws JsonProcessingException {
        var body = format.write(event(), JSON.readTree("{}")).body();
        var notification = JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "m-1")
                .put("Message", body)
                .toString();

        assertThat(format.read(notification)).isEqualTo(format.read(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{} {}",
                "NaN",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"2.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"s\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"s\",\"time\":\"yesterday\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"s\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"2\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"s\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{}}",
                "{\"Type\":\"Notification\",\"Message\":\"not json\"}"
            })
    void whatIsNoCloudEventIsRefusedWithAReason(String body) {
        assertThatThrownBy(() -> format.read(body))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("not ");
    }

    @Test
    void deepNestingIsRefusedWithoutExhaustingTheStack() {
        assertThatThrownBy(() -> format.read("[".repeat(100_000))).isInstanceOf(MalformedEventException.class);
    }

    private static Event<OrderPlacedV1> event() {
        return new Event<>(
                "id-1",
                OrderPlacedV1.TYPE,
                "/orders-api",
                "order-1",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                "story-1",
                "cause-1",
                TestService.order(1));
    }
}
