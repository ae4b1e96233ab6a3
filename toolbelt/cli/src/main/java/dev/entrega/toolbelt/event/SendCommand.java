package dev.entrega.toolbelt.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.contract.data.DataSchema;
import dev.entrega.contract.data.DataSchema.Violation;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Example;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.topology.Names;
import dev.entrega.toolbelt.contract.ProjectContracts;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Suggestion;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes an event. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes an event of a type of the project, for all its readers, after checking it against its contract.",
            "What the contract does not allow is named by JSON pointers and not sent; that exits with 1."
        },
        footer = {
            "",
            "JSON: {\"id\",\"type\",\"subject\",\"topic\",\"sent\",\"violations\":[{\"pointer\",\"rule\"}]}; id is null if "
                    + "it was not sent."
        })
final class SendCommand implements Callable<Integer> {

    /** SNS's limit for a message with its attributes (Amazon SNS quotas). */
    private static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_SUBJECT = 256;
    private static final String USUAL_EXAMPLE = "valid";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(paramLabel = "TYPE", description = "event type, as order.placed.v1")
    @SuppressWarnings("NullAway.Init")
    private String type;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private From from;

    @Option(names = "--subject", paramLabel = "ID", description = "what it is about (default: a new UUID)")
    private @Nullable String subject;

    @Option(names = "--dry-run", description = "only check it")
    private boolean dryRun;

    /** Where the data comes from. */
    private static final class From {
        @Option(
                names = "--example",
                paramLabel = "NAME",
                arity = "0..1",
                fallbackValue = "",
                description = "a valid example of the contract, by its file's name (default: valid)")
        private @Nullable String example;

        @Option(names = "--data", paramLabel = "FILE", description = "a file with the data as JSON")
        private @Nullable Path data;

        @Option(names = "--from-stdin", description = "the data as JSON from stdin")
        @SuppressWarnings("UnusedVariable") // that neither of the others is given says the same
        private boolean stdin;
    }

    @Override
    public Integer call() {
        var contract = contract();
        JsonNode data = data(contract);
        String about = subject == null ? UUID.randomUUID().toString() : subject;
        if (about.isBlank() || about.length() > MAX_SUBJECT || !CloudEventFormat.isSendable(about)) {
            throw session.misuse("--subject needs 1 to " + MAX_SUBJECT + " printable characters");
        }
        var violations = DataSchema.strict(contract.schema()).violations(data);
        String topic = Names.topic(
                session.environment(), contract.name(), contract.noun().ordered());
        if (!violations.isEmpty() || dryRun) {
            print(null, about, topic, violations);
            return violations.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
        }
        var event = Handmade.event(contract, about, data);
        publish(topic, event.message());
        print(event.id(), about, topic, violations);
        return ExitCode.OK;
    }

    private Contract contract() {
        var contracts = ProjectContracts.of(session.project().root());
        return contracts.find(type).orElseThrow(() -> {
            var known = contracts.all().stream()
                    .map(contract -> contract.name().toString())
                    .toList();
            return new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "no contract of " + type + " is in "
                            + String.join(
                                    " or ",
                                    contracts.folders().stream()
                                            .map(Path::toString)
                                            .toList())
                            + Suggestion.among(known, type));
        });
    }

    private JsonNode data(Contract contract) {
        if (from.example != null) {
            return example(contract, from.example);
        }
        String source = from.data == null ? "stdin" : from.data.toString();
        try {
            return from.data == null
                    ? JSON.readTree(session.surroundings().input())
                    : JSON.readTree(
                            Files.readAllBytes(session.surroundings().folder().resolve(from.data)));
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new ToolbeltException(
                    ExitCode.FINDINGS,
                    source + " is not JSON: broken at line " + (at == null ? 0 : at.getLineNr()) + ", column "
                            + (at == null ? 0 : at.getColumnNr()));
        } catch (IOException e) {
            throw new ToolbeltException(ExitCode.NOT_FOUND, source + " can't be read: " + e);
        }
    }

    private static JsonNode example(Contract contract, String name) {
        var valid = contract.examples().stream().filter(Example::valid).toList();
        var names = valid.stream().map(SendCommand::name).toList();
        String wanted = name.isEmpty() ? USUAL_EXAMPLE : name.replaceFirst("\\.json$", "");
        return valid.stream()
                .filter(example -> name(example).equals(wanted))
                .findFirst()
                .or(() -> name.isEmpty() ? valid.stream().findFirst() : Optional.empty())
                .orElseThrow(() -> new ToolbeltException(
                        ExitCode.NOT_FOUND,
                        contract.name() + " has no valid example " + name + Suggestion.among(names, name)))
                .data();
    }

    private static String name(Example example) {
        return String.valueOf(example.file().getFileName()).replaceFirst("\\.json$", "");
    }

    private void publish(String topic, Message message) {
        if (message.bytes() > MAX_BYTES) {
            throw new ToolbeltException(
                    ExitCode.FINDINGS,
                    "the event takes " + message.bytes() + " bytes, the limit is " + MAX_BYTES
                            + ": store the large part elsewhere and send a reference to it");
        }
        var resources = session.resources();
        var topics = resources.topicArns();
        String arn = topics.get(topic);
        if (arn == null) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "environment " + session.environment() + " has no topic " + topic
                            + ", so nobody would get it; its services make it when they start",
                    "topology plan --env " + session.environment());
        }
        if (session.isProduction()) {
            consent.to(session, "publish " + type + " for all its readers in " + session.environment(), type);
        }
        switch (resources.topic(topic).publish(List.of(message)).getFirst()) {
            case EntryResult.Confirmed c -> {
                if (resources.operations().subscriptions(arn).isEmpty()) {
                    session.output().say("nobody is subscribed to " + topic + ", so it is gone");
                }
            }
            case EntryResult.ServerFault fault ->
                throw new ToolbeltException(
                        ExitCode.UNREACHABLE, "SNS did not confirm it (" + fault.code() + "): send it again", "doctor");
            case EntryResult.SenderFault fault ->
                throw new ToolbeltException(
                        ExitCode.REFUSED, "SNS refused it: " + fault.code() + ", " + fault.detail());
        }
    }

    /** As printed as JSON. */
    record Sent(
            @Nullable String id, String type, String subject, String topic, boolean sent, List<Violation> violations) {}

    private void print(@Nullable String id, String about, String topic, List<Violation> violations) {
        var output = session.output();
        if (output.json()) {
            output.document(new Sent(id, type, about, topic, id != null, violations));
        } else if (id != null) {
            output.line(id);
            output.say("sent to " + topic + " with subject " + about);
            output.say("Next: toolbelt event show " + id + " --env " + session.environment());
        } else if (violations.isEmpty()) {
            output.line("the contract of " + type + " allows it; it was not sent");
        } else {
            violations.forEach(violation -> output.line(violation.pointer() + ": " + violation.rule()));
            output.say(type + " does not allow this (above by JSON pointer): nothing was sent");
        }
    }
}
