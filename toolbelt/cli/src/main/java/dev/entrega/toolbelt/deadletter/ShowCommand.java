package dev.entrega.toolbelt.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.consumer.deadletter.DeadLetter;
import dev.entrega.contract.data.PersonalData;
import dev.entrega.toolbelt.contract.ProjectContracts;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One dead letter with all that is known of it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a dead letter of a service.",
            "Its body only with --body, and there the fields that the contract marks as about persons, and those it does not "
                    + "name, as *** unless --unmask is given."
        },
        footer = {"", "JSON: as dlq list, with \"attributes\":{} and \"body\", which is null without --body."})
final class ShowCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Parameters(index = "1", paramLabel = "ID", description = "the dead letter's number, as dlq list shows it")
    private long id;

    @Option(names = "--body", description = "show the body")
    private boolean body;

    @Option(names = "--unmask", description = "show the body as it is")
    private boolean unmask;

    @Override
    public Integer call() throws SQLException {
        try (var letters = Letters.of(session, service)) {
            var stored = letters.find(id)
                    .orElseThrow(() -> new ToolbeltException(
                            ExitCode.NOT_FOUND,
                            service + " has no dead letter " + id + ", or no longer",
                            "dlq list " + service));
            print(ListCommand.Row.of(stored), stored.letter());
        }
        return ExitCode.OK;
    }

    private void print(ListCommand.Row row, DeadLetter letter) {
        var output = session.output();
        String shown = body ? bodyOf(letter) : null;
        if (output.json()) {
            output.document(new Shown(row, letter.attributes(), shown));
            return;
        }
        field("dead letter", row.id() + ", group " + row.group() + ", since " + row.at());
        field("event", row.type() + " " + row.eventId());
        field("subject", row.subject());
        field("source", row.source());
        field("handler", row.handler().isEmpty() ? "none was reached" : row.handler());
        field("reason", row.reason());
        field("detail", row.detail());
        field("attempts", row.attempts() + ", from " + row.firstFailedAt() + " to " + row.lastFailedAt());
        if (shown != null) {
            field("body", shown);
        }
        output.say("Next: toolbelt dlq redrive " + service + " --id " + row.id() + ", or: toolbelt event show "
                + row.eventId());
    }

    private void field(String name, String value) {
        session.output().line("%-12s%s".formatted(name, Table.printable(value)));
    }

    /** As printed as JSON. */
    record Shown(
            @JsonUnwrapped ListCommand.Row row,
            Map<String, String> attributes,
            @Nullable String body) {}

    private String bodyOf(DeadLetter letter) {
        if (unmask) {
            return letter.body();
        }
        var contract = ProjectContracts.of(session.project().root())
                .find(letter.type())
                .orElseThrow(() -> cantMask("no contract of \"" + letter.type() + "\" is in this project"));
        try {
            JsonNode event = JSON.readTree(letter.body());
            if (event instanceof ObjectNode object && object.has("data")) {
                return object.set("data", new PersonalData(contract.schema()).mask(object.path("data")))
                        .toString();
            }
            throw cantMask("the body is no event");
        } catch (JsonProcessingException e) {
            throw cantMask("the body is no JSON");
        }
    }

    private static ToolbeltException cantMask(String why) {
        return new ToolbeltException(
                ExitCode.REFUSED,
                why + ", so nobody knows what in it is about persons: add --unmask to see it all the same");
    }
}
