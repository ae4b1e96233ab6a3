package dev.entrega.local.faults;

import com.sun.net.httpserver.Headers;
import dev.entrega.local.wire.Request;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call of SQS in its JSON protocol or of SNS in its query protocol, as the SDK sends it.
 *
 * @param sns whether it is for SNS, by the credential scope of its signature
 * @param action as {@code SendMessageBatch}
 * @param target header {@code X-Amz-Target}, null in the query protocol
 */
public record BrokerCall(
        boolean sns, String action, String path, @Nullable String target, Headers headers, String body) {

    static BrokerCall of(String path, Headers headers, String body) {
        String signature = String.valueOf(headers.getFirst("Authorization"));
        String target = headers.getFirst("X-Amz-Target");
        String action = target == null
                ? new Request(path, "", null, body).form().get("Action")
                : target.substring(target.lastIndexOf('.') + 1);
        return new BrokerCall(signature.contains("/sns/aws4_request"), action, path, target, headers, body);
    }

    /** Picks calls by their actions, as {@code PublishBatch}; all, if none is named. */
    public static Predicate<BrokerCall> to(String... actions) {
        var named = Set.copyOf(List.of(actions));
        return call -> named.isEmpty() || named.contains(call.action());
    }

    /** Picks calls that name something in their body, as a queue, a topic or an event's id. */
    public static Predicate<BrokerCall> about(String text) {
        return call -> call.body().contains(text);
    }

    BrokerCall withBody(String other) {
        return new BrokerCall(sns, action, path, target, headers, other);
    }
}
