package dev.entrega.local.sns;

import dev.entrega.local.wire.Batch;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Publish and PublishBatch: check, deliver, answer. */
final class Publishing {
    private final Topics topics;
    private final Delivery delivery;

    Publishing(Topics topics, Delivery delivery) {
        this.topics = topics;
        this.delivery = delivery;
    }

    String publish(Form form) {
        Topic topic = topic(form);
        Published published = take(form);
        delivery.deliver(topic, List.of(published));
        return Xml.text("MessageId", published.messageId());
    }

    private Topic topic(Form form) {
        return topics.get(form.find("TopicArn").orElse(form.get("TargetArn")));
    }

    private static Published take(Form form) {
        Publication publication = Publication.read(form);
        publication.check();
        return new Published(UUID.randomUUID().toString(), publication);
    }

    /** Refuses the batch as a whole, or each entry for itself: the answer then names it among the failed. */
    String publishBatch(Form form) {
        Topic topic = topic(form);
        List<Form> entries = form.items("PublishBatchRequestEntries.member");
        Batch.check(entries.stream().map(entry -> entry.get("Id")).toList());
        int size = entries.stream()
                .mapToInt(entry -> Publication.read(entry).size())
                .sum();
        if (size > Publication.SIZE_LIMIT) {
            throw new Refusal(
                    "BatchRequestTooLong",
                    "The length of all the messages put together is more than the limit: " + size + " bytes.");
        }
        List<Published> taken = new ArrayList<>();
        StringBuilder successful = new StringBuilder();
        StringBuilder failed = new StringBuilder();
        for (Form entry : entries) {
            String id = Xml.text("Id", entry.get("Id"));
            try {
                Published published = take(entry);
                taken.add(published);
                successful.append(Xml.element("member", id, Xml.text("MessageId", published.messageId())));
            } catch (Refusal refusal) {
                failed.append(Xml.element(
                        "member",
                        id,
                        Xml.text("Code", refusal.code()),
                        Xml.text("Message", refusal.reason()),
                        Xml.text("SenderFault", "true")));
            }
        }
        delivery.deliver(topic, taken);
        return Xml.element("Successful", successful.toString()) + Xml.element("Failed", failed.toString());
    }
}
