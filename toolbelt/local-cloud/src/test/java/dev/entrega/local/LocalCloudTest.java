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
    private static final String SNS_SCOPE = SQS_SCOPE.replace("/sqs/", "/sns/");

    private final HttpClient client = HttpClient.newHttpClient();

    /** The old protocol, as the AWS CLI of Debian speaks it. */
    private String query(URI endpoint, String scope, String form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", scope)
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
        String created = query(endpoint, SQS_SCOPE, "Action=CreateQueue&QueueName=q");
        assertThat(created).contains("<QueueUrl>" + endpoint + "/000000000000/q</QueueUrl>");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> poll = threads.submit(() ->
                    query(endpoint.resolve("/000000000000/q"), SQS_SCOPE, "Action=ReceiveMessage&WaitTimeSeconds=20"));
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
            query(endpoint, SQS_SCOPE, "Action=CreateQueue&QueueName=q&Attribute.1.Name=Policy&Attribute.1.Value={}");
            URI queue = endpoint.resolve("/000000000000/q");
            query(
                    queue,
                    SQS_SCOPE,
                    "Action=SendMessage&MessageBody=a%3Cb%0D%0A&MessageAttribute.1.Name=n"
                            + "&MessageAttribute.1.Value.DataType=Number&MessageAttribute.1.Value.StringValue=1");

            assertThat(query(queue, SQS_SCOPE, "Action=GetQueueAttributes&AttributeName.1=All"))
                    .contains("<Attribute><Name>Policy</Name><Value>{}</Value></Attribute>");
            assertThat(query(queue, SQS_SCOPE, "Action=ReceiveMessage&AttributeName.1=All&MessageAttributeName.1=All"))
                    .contains("<Body>a&lt;b&#13;\n</Body>")
                    .contains("<Name>n</Name><Value><DataType>Number</DataType><StringValue>1</StringValue></Value>")
                    .contains("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
            assertThat(query(endpoint.resolve("/000000000000/none"), SQS_SCOPE, "Action=PurgeQueue"))
                    .contains("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
        }
    }

    @Test
    void fifoTopicsAreRefusedPlainly() throws Exception {
        try (LocalCloud cloud = LocalCloud.start()) {
            assertThat(query(cloud.endpoint(), SNS_SCOPE, "Action=CreateTopic&Name=price.fifo"))
                    .contains("<Code>InvalidParameter</Code>")
                    .contains("no FIFO topics: price.fifo");
        }
    }

    @Test
    void deletingADeadLetterQueueDestroysNoMessages() throws Exception {
        try (LocalCloud cloud = LocalCloud.start()) {
            URI endpoint = cloud.endpoint();
            query(endpoint, SQS_SCOPE, "Action=CreateQueue&QueueName=dlq");
            query(
                    endpoint,
                    SQS_SCOPE,
                    "Action=CreateQueue&QueueName=q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value="
                            + "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dlq\","
                            + "\"maxReceiveCount\":\"1\"}");
            URI queue = endpoint.resolve("/000000000000/q");
            URI dead = endpoint.resolve("/000000000000/dlq");
            query(queue, SQS_SCOPE, "Action=SendMessage&MessageBody=precious");
            String receive = "Action=ReceiveMessage&VisibilityTimeout=0";

            query(dead, SQS_SCOPE, "Action=DeleteQueue");
            for (int i = 0; i < 4; i++) {
                assertThat(query(queue, SQS_SCOPE, receive)).contains("precious");
            }

            query(endpoint, SQS_SCOPE, "Action=CreateQueue&QueueName=dlq");
            assertThat(query(queue, SQS_SCOPE, receive)).doesNotContain("precious");
            assertThat(query(dead, SQS_SCOPE, "Action=ReceiveMessage&WaitTimeSeconds=5"))
                    .contains("precious");
        }
    }
}
