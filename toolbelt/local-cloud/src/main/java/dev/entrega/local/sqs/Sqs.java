package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Batch;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQS. Safe for use by many threads. */
public final class Sqs implements AutoCloseable {
    public static final String REGION = ElasticMq.REGION;
    public static final String ACCOUNT = ElasticMq.ACCOUNT;
    /** Of a message (SQS developer guide, "message quotas"). */
    public static final int MOST_ATTRIBUTES = 10;

    private final ElasticMq elasticMq;
    private final Queues queues;
    private final Sender sender;
    private final Deletion deletion;
    private final MoveTasks moveTasks;

    private Sqs(ElasticMq elasticMq) {
        this.elasticMq = elasticMq;
        this.queues = new Queues(elasticMq);
        this.sender = new Sender(elasticMq, queues);
        this.deletion = new Deletion(elasticMq);
        this.moveTasks = new MoveTasks(elasticMq, queues);
    }

    /**
     * Returns when requests can be answered.
     *
     * @param host of the queue URLs that clients see
     * @param port of the queue URLs that clients see
     */
    public static Sqs start(String host, int port) {
        return new Sqs(ElasticMq.start(host, port));
    }

    /** Answers a client in the protocol in which it asked. */
    public Answer answer(Request request) {
        String target = request.target();
        return target == null ? answerQuery(request) : answerJson(target, request);
    }

    private Answer answerJson(String target, Request request) {
        try {
            String action = target.substring(target.indexOf('.') + 1);
            return Answer.json(Json.write(act(action, Json.object(request.body()))));
        } catch (Refusal refusal) {
            return Errors.json(refusal);
        }
    }

    private Answer answerQuery(Request request) {
        try {
            Form form = request.form();
            String action = form.get("Action");
            return QueryProtocol.encode(action, act(action, QueryProtocol.decode(request, form)));
        } catch (Refusal refusal) {
            return Errors.xml(refusal);
        }
    }

    private ObjectNode act(String action, ObjectNode request) {
        return switch (action) {
            case "CreateQueue" -> queues.create(request);
            case "DeleteQueue" -> queues.delete(request);
            case "GetQueueAttributes" -> queues.attributes(request);
            case "SetQueueAttributes" -> queues.setAttributes(request);
            case "ListDeadLetterSourceQueues" -> queues.listSources(request);
            case "StartMessageMoveTask" -> moveTasks.start(request);
            case "ListMessageMoveTasks" -> moveTasks.list(request);
            case "CancelMessageMoveTask" -> throw MoveTasks.nothingToCancel();
            case "SendMessage" -> sender.send(request);
            case "SendMessageBatch" -> sender.sendBatch(request);
            case "ReceiveMessage" -> receive(request);
            case "ChangeMessageVisibility" -> {
                Range.check(request);
                yield elasticMq.call(action, request);
            }
            case "DeleteMessage" -> deletion.delete(request);
            case "DeleteMessageBatch" -> deletion.deleteBatch(request);
            case "ChangeMessageVisibilityBatch" -> {
                Batch.check(Entries.ids(request));
                yield Entries.act(request, Range::check, good -> elasticMq.call(action, good));
            }
            default -> elasticMq.call(action, request);
        };
    }

    private ObjectNode receive(ObjectNode request) {
        Range.check(request);
        return elasticMq.call("ReceiveMessage", request);
    }

    /**
     * Puts into a queue what a topic delivers: all that there is a queue for, that its policy lets in, and that breaks no
     * limit.
     *
     * @param messages at most 10
     * @return why a message was not taken, by its index
     */
    public Map<Integer, Refusal> deliver(String queueArn, String topicArn, List<TopicMessage> messages) {
        try {
            Queue queue = queues.byArn(queueArn);
            queue.checkAllows(topicArn);
            return sender.send(queue, messages);
        } catch (Refusal refusal) {
            Map<Integer, Refusal> all = new HashMap<>();
            for (int i = 0; i < messages.size(); i++) {
                all.put(i, refusal);
            }
            return all;
        }
    }

    @Override
    public void close() {
        elasticMq.close();
    }
}
