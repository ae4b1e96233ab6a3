package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import dev.entrega.local.wire.Refusal;
import java.io.IOException;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.NodeAddress;
import org.elasticmq.RelaxedSQSLimits$;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * The queues and their messages: an ElasticMQ on a private port of the loopback interface, spoken to in SQS's JSON
 * protocol. Its own limits are off, {@link Sqs} has checked before. Safe for use by many threads: a call blocks its own.
 */
final class ElasticMq implements AutoCloseable {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";

    private static final String SETTINGS = """
            # Long polls are requests that last: many of them, and up to 20 s each.
            pekko.http.server.max-connections = 16384
            pekko.http.server.request-timeout = 30 s
            # A connection is kept, however long it idles.
            pekko.http.server.idle-timeout = infinite
            # The program ends when its own threads end, and closing is ours.
            pekko.daemonic = on
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.loglevel = WARNING
            """;

    private final ActorSystem actors;
    private final Connections connections;

    private ElasticMq(ActorSystem actors, int port) {
        this.actors = actors;
        this.connections = new Connections(port);
    }

    /**
     * @param host of the queue URLs that clients see
     * @param port of the queue URLs that clients see
     */
    static ElasticMq start(String host, int port) {
        var loader = ElasticMq.class.getClassLoader();
        var settings = ConfigFactory.parseString(SETTINGS).withFallback(ConfigFactory.load(loader));
        ActorSystem actors = ActorSystem.create("sqs", settings, loader);
        try {
            int own = SQSRestServerBuilder.withInterface("127.0.0.1")
                    .withDynamicPort()
                    .withActorSystem(actors)
                    .withServerAddress(new NodeAddress("http", host, port, ""))
                    .withSQSLimits(RelaxedSQSLimits$.MODULE$)
                    .withAWSRegion(REGION)
                    .withAWSAccountId(ACCOUNT)
                    .start()
                    .waitUntilStarted()
                    .localAddress()
                    .getPort();
            return new ElasticMq(actors, own);
        } catch (RuntimeException e) {
            actors.terminate();
            throw e;
        }
    }

    /**
     * Does one action.
     *
     * @throws Refusal what ElasticMQ refused, with its code
     */
    ObjectNode call(String action, JsonNode request) {
        try {
            Connection.Reply reply = connections.post(action, Json.write(request));
            ObjectNode answer = Json.object(reply.body());
            if (reply.status() / 100 == 2) {
                return answer;
            }
            throw Errors.fromElasticMq(reply.status(), answer);
        } catch (IOException e) {
            throw new Refusal(503, "ServiceUnavailable", "the local cloud is closing");
        }
    }

    /** Ends long polls at once: their clients see a closed connection. */
    @Override
    public void close() {
        connections.close();
        actors.terminate();
    }
}
