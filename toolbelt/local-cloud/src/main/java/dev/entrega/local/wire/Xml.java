package dev.entrega.local.wire;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** The XML of the query protocol's answers, as text. */
public final class Xml {
    private Xml() {}

    /** An element around elements. */
    public static String element(String name, String... content) {
        return "<" + name + ">" + String.join("", content) + "</" + name + ">";
    }

    /** An element around text, which is escaped; a carriage return too, which a parser would turn into a line feed. */
    public static String text(String name, String text) {
        return element(name, escape(text));
    }

    /** What an action answers: {@code <XResponse><XResult>…</XResult><ResponseMetadata>…}. */
    public static Answer result(String namespace, String action, String... content) {
        String metadata = element("ResponseMetadata", text("RequestId", requestId()));
        String result = Arrays.stream(content)
                .collect(Collectors.joining("", "<" + action + "Result>", "</" + action + "Result>"));
        return Answer.xml(
                200,
                "<" + action + "Response xmlns=\"" + namespace + "\">" + result + metadata + "</" + action
                        + "Response>");
    }

    /** What a refused action answers. */
    public static Answer error(String namespace, Refusal refusal, String code) {
        String fault = refusal.status() < 500 ? "Sender" : "Receiver";
        String error = element("Error", text("Type", fault), text("Code", code), text("Message", refusal.reason()));
        return Answer.xml(
                refusal.status(),
                "<ErrorResponse xmlns=\"" + namespace + "\">" + error + text("RequestId", requestId())
                        + "</ErrorResponse>");
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
