package dev.entrega.local.conformance;

/**
 * What the platform relies on of SNS and SQS, as tests that any endpoint of the two must pass: the local cloud's,
 * LocalStack's, AWS's.
 */
interface Conformance
        extends TopicConformance,
                SubscriptionConformance,
                PublishConformance,
                DeliveryConformance,
                FilterConformance,
                BodyFilterConformance,
                FilterSyntaxConformance,
                QueueConformance,
                MessageConformance,
                ReceiveConformance,
                LimitConformance,
                FifoQueueConformance,
                FifoTopicConformance,
                FifoDeadLetterConformance {
    @Override
    Cloud cloud();
}
