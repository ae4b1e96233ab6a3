package dev.entrega.local.sns;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A topic; its attributes are those that a client has set. */
record Topic(String arn, Map<String, String> attributes, Map<String, String> tags) {
    Topic(String arn, Map<String, String> attributes, Map<String, String> tags) {
        this.arn = arn;
        this.attributes = new ConcurrentSkipListMap<>(attributes);
        this.tags = new ConcurrentSkipListMap<>(tags);
    }
}
