package dev.entrega.local;

import com.sun.net.httpserver.Headers;
import dev.entrega.local.sns.Sns;
import dev.entrega.local.sqs.Sqs;
import java.net.URI;

/**
 * SNS and SQS in this JVM, over the wire protocols that every AWS client speaks, on one port of the loopback interface.
 * Any credentials will do. Topics, queues and messages live in memory and end with {@link #close}.
 */
public final class LocalCloud implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Front front;
    private final Sqs sqs;

    private LocalCloud(Front front, Sqs sqs) {
        this.front = front;
        this.sqs = sqs;
    }

    /** Starts on a free port and returns when clients can connect. */
    public static LocalCloud start() {
        return start(0);
    }

    /**
     * Starts on the given port and returns when clients can connect.
     *
     * @throws LocalCloudException if the port is taken
     */
    public static LocalCloud start(int port) {
        Front front = Front.bind(port, "SNS and SQS");
        try {
            Sqs sqs = Sqs.start(HOST, front.port());
            Sns sns = new Sns(sqs, Sqs.REGION, Sqs.ACCOUNT, front.uri().toString());
            front.serve((headers, request) -> isSns(headers) ? sns.answer(request) : sqs.answer(request));
            return new LocalCloud(front, sqs);
        } catch (RuntimeException e) {
            front.close();
            throw e;
        }
    }

    /**
     * Both share the port although their query actions share names, so a request is routed by the credential scope of its
     * signature: {@code Credential=KEY/20260101/us-east-1/sns/aws4_request}. Signatures are not verified.
     */
    private static boolean isSns(Headers headers) {
        String signature = headers.getFirst("Authorization");
        return signature != null && signature.contains("/sns/aws4_request");
    }

    /** What a client needs as its endpoint override, or as {@code AWS_ENDPOINT_URL}. */
    public URI endpoint() {
        return front.uri();
    }

    /** The region in all ARNs, {@code us-east-1}. */
    public String region() {
        return Sqs.REGION;
    }

    /** Stops at once; long polls end with a closed connection. Closing twice is harmless. */
    @Override
    public void close() {
        front.close();
        sqs.close();
    }
}
