package dev.entrega.benchmark.runner;

import java.util.Map;

/** What all rooms have in common. */
record Lab(Scale scale, Programs programs, Broker broker, Database database, Machine machine) {

    /** What a client of the stub needs to know. */
    Map<String, String> aws() {
        return awsAt(broker.endpoint().toString());
    }

    static Map<String, String> awsAt(String endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint,
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local");
    }

    Map<String, String> aws(Map<String, String> more) {
        return Programs.with(aws(), more);
    }

    static void say(String text) {
        System.err.println("benchmarks: " + text);
    }
}
