package dev.entrega.marketplace.bazaar;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Shows somebody with a browser how the partner is, and changes that. */
final class FaultPage {

    private FaultPage() {}

    static String html(Fault now, String told) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>bazaar</title>
                <h1>bazaar, a partner</h1>
                <p>%s It has been told of %s.</p>
                %s
                </html>
                """.formatted(
                now.meaning(),
                told,
                Arrays.stream(Fault.values()).map(fault -> button(fault, now)).collect(Collectors.joining("\n")));
    }

    private static String button(Fault fault, Fault now) {
        return "<form method=\"post\" action=\"/fault/%s\"><p><button%s>%s</button> %s</p></form>"
                .formatted(fault.word(), fault == now ? " disabled" : "", fault.word(), fault.meaning());
    }
}
