package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.StoredDeadLetter;
import dev.entrega.contract.data.DataSchema.Violation;
import dev.entrega.toolbelt.contract.ProjectContracts;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mends the body of a dead letter. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        description = {
            "Changes the body of a dead letter: with an editor ($VISUAL or $EDITOR), by JSON pointers, or from a file.",
            "It stays the same event, with its id; what its contract doesn't allow is named by JSON pointers and not kept. The "
                    + "old body is written down in the service's audit. The editor shows what is about persons as well."
        },
        footer = {
            "",
            "JSON: {\"id\",\"eventId\",\"edited\",\"redriven\",\"violations\":[{\"pointer\",\"rule\"}]}",
            "",
            "toolbelt dlq edit stock-service --id 7 --set /data/total/amount=1999 --why \"cents, not euros\" --redrive"
        })
final class EditCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "the dead letter's number, as dlq list shows it")
    private long id;

    @ArgGroup
    private @Nullable By by;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            defaultValue = "no reason given",
            description = "for the audit (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String why;

    @Option(names = "--redrive", description = "bring it back at once: both happen, or neither")
    private boolean redrive;

    /** Where the change comes from. */
    private static final class By {
        @Option(
                names = "--set",
                paramLabel = "POINTER=VALUE",
                description =
                        "a value in the body, as /data/total/amount=1999; JSON, or else a text; may be given several times")
        private Map<String, String> values = new LinkedHashMap<>();

        @Option(names = "--file", paramLabel = "FILE", description = "a file with the whole event as JSON")
        private @Nullable Path file;
    }

    /** As printed as JSON. */
    record Edited(long id, String eventId, boolean edited, boolean redriven, List<Violation> violations) {}

    @Override
    public Integer call() throws SQLException {
        try (var letters = Letters.of(session, service)) {
            var stored = letters.find(id)
                    .orElseThrow(() -> new ToolbeltException(
                            ExitCode.NOT_FOUND,
                            service + " has no dead letter " + id + ", or no longer",
                            "dlq list " + service));
            var edit = new Edit(
                    stored.letter(), ProjectContracts.of(session.project().root()));
            String body = changed(edit, stored);
            var violations = edit.violations(body);
            if (!violations.isEmpty()) {
                print(new Edited(id, stored.letter().key().eventId(), false, false, violations));
                return ExitCode.FINDINGS;
            }
            consent.to(
                    session,
                    "change dead letter " + id + " of " + service + (redrive ? " and bring it back" : ""),
                    service);
            if (!keep(letters, stored, body)) {
                throw new ToolbeltException(
                        ExitCode.REFUSED,
                        "dead letter " + id + " was changed or brought back meanwhile, nothing is kept",
                        "dlq show " + service + " " + id);
            }
            print(new Edited(id, stored.letter().key().eventId(), true, redrive, violations));
            return ExitCode.OK;
        }
    }

    private String changed(Edit edit, StoredDeadLetter stored) {
        if (by == null) {
            return Editor.of(session).edit(edit.readable(stored.letter().body()));
        }
        return by.file == null ? edit.with(by.values) : content(by.file);
    }

    private String content(Path file) {
        try {
            return Files.readString(session.surroundings().folder().resolve(file));
        } catch (IOException e) {
            throw new ToolbeltException(ExitCode.NOT_FOUND, file + " can't be read: " + e);
        }
    }

    private boolean keep(Letters letters, StoredDeadLetter stored, String body) throws SQLException {
        return redrive
                ? letters.editAndRedrive(
                        stored, body, session.profile().names(service).queue(), session.who(), why)
                : letters.edit(stored, body, session.who(), why);
    }

    private void print(Edited result) {
        var output = session.output();
        if (output.json()) {
            output.document(result);
        } else if (result.edited()) {
            output.line("changed dead letter " + id + (result.redriven() ? " and brought it back" : ""));
            output.say(
                    result.redriven()
                            ? "Next: toolbelt event show " + result.eventId()
                            : "Next: toolbelt dlq redrive " + service + " --id " + id);
        } else {
            result.violations().forEach(violation -> output.line(violation.pointer() + ": " + violation.rule()));
            output.say("the contract does not allow this (above by JSON pointer): nothing was changed");
        }
    }
}
