package dev.entrega.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LocalCloudTest {
    private static final String SQS_SCOPE =
            "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=x";

    private final HttpClient client = HttpClient.newHttpClient();

    /** The old protocol, as the AWS CLI of Debian speaks it. */
    private String query(URI endpoint, String form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", SQS_SCOPE)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void aTakenPortIsNamedInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalCloud.start(taken.getLocalPort()))
                    .isInstanceOf(LocalCloudException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("choose another port")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aClosedCloudFreesItsPort() {
        int port;
        try (LocalCloud first = LocalCloud.start()) {
            port = first.endpoint().getPort();
        }
        try (LocalCloud second = LocalCloud.start(port)) {
            assertThat(second.endpoint()).hasPort(port);
            assertThat(second.region()).isEqualTo("us-east-1");
        }
    }

    @Test
    void closingDoesNotWaitForLongPolls() throws Exception {
        LocalCloud cloud = LocalCloud.start();
        URI endpoint = cloud.endpoint();
        String created = query(endpoint, "Action=CreateQueue&QueueName=q");
        assertThat(created).contains("<QueueUrl>" + endpoint + "/000000000000/q</QueueUrl>");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> poll = threads.submit(
                    () -> query(endpoint.resolve("/000000000000/q"), "Action=ReceiveMessage&WaitTimeSeconds=20"));
            Instant start = Instant.now();
            cloud.close();
            cloud.close();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
            assertThatThrownBy(poll::get).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void theOldQueryProtocolIsSpokenToo() throws Exception {
        try (LocalCloud cloud = LocalCloud.start()) {
            URI endpoint = cloud.endpoint();
            query(endpoint, "Action=CreateQueue&QueueName=q&Attribute.1.Name=Policy&Attribute.1.Value={}");
            URI queue = endpoint.resolve("/000000000000/q");
            query(
                    queue,
                    "Action=SendMessage&MessageBody=a%3Cb%0D%0A&MessageAttribute.1.Name=n"
                            + "&MessageAttribute.1.Value.DataType=Number&MessageAttribute.1.Value.StringValue=1");

            assertThat(query(queue, "Action=GetQueueAttributes&AttributeName.1=All"))
                    .contains("<Attribute><Name>Policy</Name><Value>{}</Value></Attribute>");
            assertThat(query(queue, "Action=ReceiveMessage&AttributeName.1=All&MessageAttributeName.1=All"))
                    .contains("<Body>a&lt;b&#13;\n</Body>")
                    .contains("<Name>n</Name><Value><DataType>Number</DataType><StringValue>1</StringValue></Value>")
                    .contains("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
            assertThat(query(endpoint.resolve("/000000000000/none"), "Action=PurgeQueue"))
                    .contains("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
        }
    }

    @Test
    void theOldProtocolKnowsFifoQueues() throws Exception {
        try (LocalCloud cloud = LocalCloud.start()) {
            query(
                    cloud.endpoint(),
                    "Action=CreateQueue&QueueName=q.fifo&Attribute.1.Name=FifoQueue&Attribute.1.Value=true");
            URI queue = cloud.endpoint().resolve("/000000000000/q.fifo");
            assertThat(query(
                            queue,
                            "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=a"
                                    + "&SendMessageBatchRequestEntry.1.MessageBody=x"
                                    + "&SendMessageBatchRequestEntry.1.MessageGroupId=g"
                                    + "&SendMessageBatchRequestEntry.1.MessageDeduplicationId=d"))
                    .contains("<SequenceNumber>");
            assertThat(query(queue, "Action=ReceiveMessage&AttributeName.1=All"))
                    .contains("<Attribute><Name>MessageGroupId</Name><Value>g</Value></Attribute>");
        }
    }

    @Test
    void deletingADeadLetterQueueDestroysNoMessages() throws Exception {
        try (LocalCloud cloud = LocalCloud.start()) {
            URI endpoint = cloud.endpoint();
            query(endpoint, "Action=CreateQueue&QueueName=dlq");
            query(
                    endpoint,
                    "Action=CreateQueue&QueueName=q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value="
                            + "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dlq\","
                            + "\"maxReceiveCount\":\"1\"}");
            URI queue = endpoint.resolve("/000000000000/q");
            URI dead = endpoint.resolve("/000000000000/dlq");
            query(queue, "Action=SendMessage&MessageBody=precious");
            String receive = "Action=ReceiveMessage&VisibilityTimeout=0";

            query(dead, "Action=DeleteQueue");
            for (int i = 0; i < 4; i++) {
                assertThat(query(queue, receive)).contains("precious");
            }

            query(endpoint, "Action=CreateQueue&QueueName=dlq");
            assertThat(query(queue, receive)).doesNotContain("precious");
            assertThat(query(dead, "Action=ReceiveMessage&WaitTimeSeconds=5")).contains("precious");
        }
    }
}
