package dev.entrega.marketplace.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.LocalCloud;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerTest {

    @Test
    void anEventGoesToTheTopicOfItsTypeAndNoQueueWaits() {
        try (var cloud = LocalCloud.start();
                var broker = new Broker(cloud.endpoint(), cloud.region(), "demo")) {
            broker.publishAgain(new StoredEvent("order.placed.v1", "/orders-api", "o1", "{\"a\":\"ä & ö\"}"));
            assertThat(broker.waiting()).isEmpty();
        }
    }

    @Test
    void anEventOfAnOrderedNounGoesToTheFifoTopicOfTheNounEvenASecondTime() {
        try (var cloud = LocalCloud.start();
                var broker = new Broker(cloud.endpoint(), cloud.region(), "demo")) {
            broker.sns(Map.of("Action", "CreateTopic", "Name", "demo_order_placed_v1"));
            subscribed(broker, "demo_price.fifo", "demo_stock-service.fifo");
            var event = new StoredEvent("price.changed.v1", "/orders-api", "SKU-001", "{\"a\":1}");

            broker.publishAgain(event);
            broker.publishAgain(event);

            assertThat(broker.waiting()).isEqualTo(Map.of("demo_stock-service.fifo", 2L));
        }
    }

    private static void subscribed(Broker broker, String topic, String queue) {
        String fifo = "Attributes.entry.1.";
        broker.sns(Map.of("Action", "CreateTopic", "Name", topic, fifo + "key", "FifoTopic", fifo + "value", "true"));
        String url = broker.sqs("CreateQueue", Map.of("QueueName", queue, "Attributes", Map.of("FifoQueue", "true")))
                .path("QueueUrl")
                .asText();
        broker.sqs("SetQueueAttributes", Map.of("QueueUrl", url, "Attributes", Map.of("Policy", """
                {"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}""")));
        String account = url.replaceFirst(".*/(\\d+)/[^/]+$", "$1");
        broker.sns(Map.of(
                "Action",
                "Subscribe",
                "TopicArn",
                "arn:aws:sns:us-east-1:" + account + ":" + topic,
                "Protocol",
                "sqs",
                "Endpoint",
                "arn:aws:sqs:us-east-1:" + account + ":" + queue));
    }

    @ParameterizedTest
    @CsvSource({
        "demo_stock-service,false",
        "demo_stock-service.fifo,false",
        "demo_stock-service_lane_slow,false",
        "demo_stock-service_dlq,true",
        "demo_stock-service_dlq.fifo,true",
        "demo_stock-service_undelivered,true"
    })
    void netsAreToldFromQueues(String queue, boolean net) {
        assertThat(Settling.isNet(queue)).isEqualTo(net);
    }
}
