package dev.entrega.local.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Request;
import dev.entrega.local.wire.Xml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The entries of a call, some of which don't get through: the call without them, and the answer with them. */
sealed interface Batch {

    /** The call with those entries that get through. */
    BrokerCall passing();

    /** Whether anything is left to forward. */
    boolean isAnyPassing();

    /** The broker's answer, with the others among the failed. */
    String completed(String answer);

    /** What the broker would answer to a batch of nothing. */
    Answer empty();

    static Batch of(BrokerCall call, BrokerFault.EntriesFailed fault) {
        return call.sns() ? OfSns.of(call, fault) : OfSqs.of(call, fault);
    }

    private static String code(boolean senderFault) {
        return senderFault ? "InvalidParameterValue" : "InternalError";
    }

    /** JSON. */
    record OfSqs(BrokerCall passing, boolean isAnyPassing, ArrayNode failed) implements Batch {

        private static final ObjectMapper JSON = new ObjectMapper();

        static OfSqs of(BrokerCall call, BrokerFault.EntriesFailed fault) {
            var body = read(call.body());
            var passing = JSON.createArrayNode();
            var failed = JSON.createArrayNode();
            for (JsonNode entry : body.path("Entries")) {
                if (failed.size() < fault.entries()) {
                    failed.addObject()
                            .put("Id", entry.path("Id").asText())
                            .put("SenderFault", fault.senderFault())
                            .put("Code", code(fault.senderFault()))
                            .put("Message", "as a rule of the proxy says");
                } else {
                    passing.add(entry);
                }
            }
            body.set("Entries", passing);
            return new OfSqs(call.withBody(body.toString()), !passing.isEmpty(), failed);
        }

        @Override
        public String completed(String answer) {
            var body = read(answer);
            body.withArray("Failed").addAll(failed);
            return body.toString();
        }

        @Override
        public Answer empty() {
            return Answer.json("{\"Successful\":[]}");
        }

        private static ObjectNode read(String text) {
            try {
                return JSON.readValue(text, ObjectNode.class);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not the JSON of SQS", e);
            }
        }
    }

    /** A form, and XML. */
    record OfSns(BrokerCall passing, boolean isAnyPassing, String failed) implements Batch {

        private static final String ENTRIES = "PublishBatchRequestEntries.member";
        private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

        static OfSns of(BrokerCall call, BrokerFault.EntriesFailed fault) {
            var form = new Request(call.path(), "", null, call.body()).form();
            Map<String, String> passing = new LinkedHashMap<>();
            form.values().forEach((name, value) -> {
                if (!name.startsWith(ENTRIES)) {
                    passing.put(name, value);
                }
            });
            List<Form> entries = new ArrayList<>(form.items(ENTRIES));
            var failing = entries.subList(0, Math.min(fault.entries(), entries.size()));
            String failed = failing.stream()
                    .map(entry -> Xml.element(
                            "member",
                            Xml.text("Id", entry.get("Id")),
                            Xml.text("Code", code(fault.senderFault())),
                            Xml.text("Message", "as a rule of the proxy says"),
                            Xml.text("SenderFault", Boolean.toString(fault.senderFault()))))
                    .collect(Collectors.joining());
            failing.clear();
            for (int i = 0; i < entries.size(); i++) {
                String prefix = ENTRIES + "." + (i + 1) + ".";
                entries.get(i).values().forEach((name, value) -> passing.put(prefix + name, value));
            }
            return new OfSns(call.withBody(encoded(passing)), !entries.isEmpty(), failed);
        }

        @Override
        public String completed(String answer) {
            String whole = answer.replaceFirst("<Failed\\s*/>", "<Failed></Failed>");
            return whole.contains("</Failed>")
                    ? whole.replace("</Failed>", failed + "</Failed>")
                    : whole.replace("</PublishBatchResult>", Xml.element("Failed", failed) + "</PublishBatchResult>");
        }

        @Override
        public Answer empty() {
            return Xml.result(NAMESPACE, "PublishBatch", Xml.element("Successful"));
        }

        private static String encoded(Map<String, String> form) {
            return form.entrySet().stream()
                    .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                    .collect(Collectors.joining("&"));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
