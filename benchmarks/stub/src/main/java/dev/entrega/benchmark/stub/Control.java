package dev.entrega.benchmark.stub;

import java.time.Duration;
import java.util.Map;

/**
 * What the benchmark asks of the stub, in the path of a GET: {@code /control/counts}, {@code
 * /control/supply/QUEUE/EVENTS/IN-FLIGHT}, {@code /control/latency/RECEIVE/DELETE/PUBLISH} in milliseconds. Thread-safe.
 */
final class Control {

    static final String PATH = "/control/";

    private final Queues queues;
    private final Sns sns;
    private final Latency latency;

    Control(Queues queues, Sns sns, Latency latency) {
        this.queues = queues;
        this.sns = sns;
        this.latency = latency;
    }

    Answer answer(Request request) {
        String[] words = request.path().substring(PATH.length()).split("/", -1);
        return switch (words[0]) {
            case "counts" ->
                Answer.json(Json.write(
                        Map.of("queues", queues.counts(), "published", sns.published(), "publishes", sns.publishes())));
            case "supply" -> {
                queues.create(words[1]).supply().order(Long.parseLong(words[2]), Long.parseLong(words[3]));
                yield Answer.json("{}");
            }
            case "latency" -> {
                latency.set(millis(words[1]), millis(words[2]), millis(words[3]));
                yield Answer.json("{}");
            }
            default -> Answer.notUnderstood(request.path());
        };
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
