package dev.entrega.consumer.faults;

import dev.entrega.local.SharedCloud;
import dev.entrega.local.process.ChildProcess;
import dev.entrega.messaging.runtime.Entrega;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The service of the tests as a process of its own. Where it fails is chosen by {@code FAILPOINT}: a decoration of the
 * SDK's client, so that the production classes run as they are.
 */
final class FaultyService {

    private FaultyService() {}

    public static void main(String[] args) {
        Entrega.start(dev.entrega.consumer.ScriptedHandler.class, args);
    }

    /** Starts a process of it and waits until it says that it is ready. */
    static ChildProcess start(Map<String, String> environment) throws InterruptedException {
        var all = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL", SharedCloud.cloud().endpoint().toString(),
                "AWS_REGION", SharedCloud.cloud().region(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "ENTREGA_SERVICE", "orders-api"));
        all.putAll(environment);
        return ChildProcess.start(FaultyService.class, all).await("orders-api is ready");
    }

    /** Wraps the client that the runtime acknowledges with. */
    @Singleton
    @Requires(property = "failpoint")
    static final class Failpoint implements BeanCreatedEventListener<SqsClient> {

        private final String failpoint;
        private volatile boolean hasReceivedAnEvent;

        Failpoint(@Property(name = "failpoint") String failpoint) {
            this.failpoint = failpoint;
        }

        @Override
        @SuppressWarnings("unchecked") // The runtime calls the method that takes a builder's consumer.
        public SqsClient onCreated(BeanCreatedEvent<SqsClient> event) {
            var sqs = event.getBean();
            return (SqsClient) Proxy.newProxyInstance(
                    SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class}, (proxy, method, arguments) -> {
                        if (failpoint.equals("before-delete")
                                && hasReceivedAnEvent
                                && method.getName().equals("deleteMessageBatch")) {
                            System.out.println("about to delete");
                            new CountDownLatch(1).await(); // Until the test kills the process.
                        }
                        try {
                            return method.getName().equals("receiveMessage")
                                    ? receive(sqs, (Consumer<ReceiveMessageRequest.Builder>) arguments[0])
                                    : method.invoke(sqs, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private ReceiveMessageResponse receive(SqsClient sqs, Consumer<ReceiveMessageRequest.Builder> asked) {
            var request = ReceiveMessageRequest.builder().applyMutation(asked).build();
            int half = request.maxNumberOfMessages() / 2;
            boolean isDoubled = failpoint.equals("twice-in-one-receive") && half > 0;
            var received = sqs.receiveMessage(
                    isDoubled ? request.toBuilder().maxNumberOfMessages(half).build() : request);
            // Not for the sentinel, which is deleted before the service is ready.
            if (received.messages().stream().anyMatch(message -> message.body().contains("order.placed.v1"))) {
                hasReceivedAnEvent = true; // There are several receives at once, so it is never taken back.
            }
            return isDoubled ? twice(received) : received;
        }

        private static ReceiveMessageResponse twice(ReceiveMessageResponse received) {
            var messages = new ArrayList<>(received.messages());
            messages.addAll(received.messages());
            return received.toBuilder().messages(messages).build();
        }
    }
}
