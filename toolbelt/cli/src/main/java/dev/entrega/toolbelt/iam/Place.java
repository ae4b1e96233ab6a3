package dev.entrega.toolbelt.iam;

/**
 * Where topics and queues are, as it stands in their ARNs.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param region {@code *} for any
 * @param account its 12 digits, {@code *} for any
 */
public record Place(String partition, String region, String account) {

    String topic(String name) {
        return arn("sns", name);
    }

    String queue(String name) {
        return arn("sqs", name);
    }

    private String arn(String service, String name) {
        return String.join(":", "arn", partition, service, region, account, name);
    }
}
