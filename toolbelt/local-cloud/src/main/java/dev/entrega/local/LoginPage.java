package dev.entrega.local;

import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Form;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a person says who they are, and what the client may do for them. For a browser, without a script. */
final class LoginPage {

    private static final String DEVELOPER = "dev";
    private static final String NAME = "name";
    private static final String REFUSE = "refuse";

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>Log in</title>
              <link rel="icon" href="data:,">
              <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 26em; margin: 3em auto; padding: 0 1em; }
                label { display: block; margin: 0.5em 0; }
                input[name=name], button { font: inherit; padding: 0.5em 0.8em; box-sizing: border-box; }
                input[name=name] { width: 100%; }
                fieldset { margin: 1em 0; }
              </style>
            </head>
            <body>
            """;

    private LoginPage() {}

    static Answer ask(String query, Authorization asked) {
        String scopes = asked.toGive().stream()
                .map(scope -> "<label><input type=\"checkbox\" name=\"%1$s\" value=\"on\" checked> %2$s</label>"
                        .formatted(escaped(field(scope)), escaped(scope)))
                .collect(Collectors.joining("\n"));
        return html(200, """
                <h1>Who are you?</h1>
                <p>This is the issuer of tokens of your development environment. It believes what you say.</p>
                <form method="post" action="/authorize?%s">
                <label>Name <input name="name" value="%s" required maxlength="200" autocomplete="off"></label>
                %s<button>Log in</button>
                <button name="refuse" value="refuse" formnovalidate>Refuse</button>
                </form>
                """.formatted(
                        escaped(query),
                        DEVELOPER,
                        scopes.isEmpty()
                                ? ""
                                : "<fieldset>\n<legend>" + escaped(asked.client()) + " may</legend>\n" + scopes
                                        + "\n</fieldset>\n"));
    }

    /** Nobody is led back to who asks so. */
    static Answer refusal(String why) {
        return html(
                400, "<h1>This can't be answered</h1>\n<p>" + escaped(why) + "</p>\n<p>Nobody was logged in.</p>\n");
    }

    static Answer goodbye() {
        return html(200, "<h1>You are logged out</h1>\n<p>The issuer remembers nobody.</p>\n");
    }

    static boolean isRefused(Form sent) {
        return sent.find(REFUSE).isPresent();
    }

    /** Who it is; empty if they haven't said. */
    static Optional<String> person(Form sent) {
        return sent.find(NAME).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** What was given of what was asked for, with blanks between. */
    static String given(Authorization asked, Form sent) {
        return asked.scopes().stream()
                .filter(scope -> scope.equals(Authorization.OPENID)
                        || sent.find(field(scope)).isPresent())
                .collect(Collectors.joining(" "));
    }

    private static String field(String scope) {
        return "may " + scope;
    }

    private static Answer html(int status, String body) {
        return new Answer(
                status,
                "text/html;charset=utf-8",
                Map.of("Cache-Control", "no-store", "X-Frame-Options", "DENY", "Referrer-Policy", "no-referrer"),
                HEAD + body + "</body>\n</html>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
