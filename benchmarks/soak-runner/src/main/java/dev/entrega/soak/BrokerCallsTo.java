package dev.entrega.soak;

import dev.entrega.local.faults.BrokerCall;
import java.util.function.Predicate;

/** Which calls of the broker a fault may meet. */
final class BrokerCallsTo {

    /** A queue that loses the answer to a call about itself would only delay a start. */
    static final Predicate<BrokerCall> ANY =
            BrokerCall.to("Publish", "PublishBatch", "SendMessageBatch", "ReceiveMessage", "DeleteMessageBatch");

    static final Predicate<BrokerCall> SENDING = BrokerCall.to("Publish", "PublishBatch", "SendMessageBatch");

    static final Predicate<BrokerCall> PUBLISHING = BrokerCall.to("PublishBatch", "SendMessageBatch");

    static final Predicate<BrokerCall> ACKNOWLEDGING =
            BrokerCall.to("DeleteMessageBatch", "ChangeMessageVisibilityBatch");

    private BrokerCallsTo() {}
}
