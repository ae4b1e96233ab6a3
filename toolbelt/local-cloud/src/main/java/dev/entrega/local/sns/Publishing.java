package dev.entrega.local.sns;

import dev.entrega.local.wire.Batch;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Publication publication = Publication.read(form);
        publication.checkOrder(topic);
        publication.check();
        return answer(publish(topic, List.of(publication)).getFirst());
    }

    private List<Published> publish(Topic topic, List<Publication> publications) {
        if (topic.line().isPresent()) {
            var deduplicated = publications.stream()
                    .map(publication -> publication.deduplicatedBy(topic))
                    .toList();
            return topic.line()
                    .get()
                    .pass(deduplicated, topic.deduplicatesPerGroup(), fresh -> delivery.deliver(topic, fresh));
        }
        var published = publications.stream()
                .map(publication -> Published.now(publication, Optional.empty()))
                .toList();
        delivery.deliver(topic, published);
        return published;
    }

    private static String answer(Published published) {
        return Xml.text("MessageId", published.messageId())
                + published
                        .sequenceNumber()
                        .map(number -> Xml.text("SequenceNumber", number))
                        .orElse("");
    }

    private Topic topic(Form form) {
        return topics.get(form.find("TopicArn").orElse(form.get("TargetArn")));
    }

    /** Refuses the batch as a whole, or each entry for itself: the answer then names it among the failed. */
    String publishBatch(Form form) {
        Topic topic = topic(form);
        List<Form> entries = form.items("PublishBatchRequestEntries.member");
        Batch.check(entries.stream().map(entry -> entry.get("Id")).toList());
        List<Publication> publications = entries.stream().map(Publication::read).toList();
        checkBatch(topic, publications);
        List<String> ids = new ArrayList<>();
        List<Publication> taken = new ArrayList<>();
        StringBuilder failed = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            String id = Xml.text("Id", entries.get(i).get("Id"));
            try {
                publications.get(i).check();
                taken.add(publications.get(i));
                ids.add(id);
            } catch (Refusal refusal) {
                failed.append(Xml.element(
                        "member",
                        id,
                        Xml.text("Code", refusal.code()),
                        Xml.text("Message", refusal.reason()),
                        Xml.text("SenderFault", "true")));
            }
        }
        StringBuilder successful = new StringBuilder();
        List<Published> published = publish(topic, taken);
        for (int i = 0; i < published.size(); i++) {
            successful.append(Xml.element("member", ids.get(i), answer(published.get(i))));
        }
        return Xml.element("Successful", successful.toString()) + Xml.element("Failed", failed.toString());
    }

    private static void checkBatch(Topic topic, List<Publication> publications) {
        int size = publications.stream().mapToInt(Publication::size).sum();
        if (size > Publication.SIZE_LIMIT) {
            throw new Refusal(
                    "BatchRequestTooLong",
                    "The length of all the messages put together is more than the limit: " + size + " bytes.");
        }
        publications.forEach(publication -> publication.checkOrder(topic));
    }
}
