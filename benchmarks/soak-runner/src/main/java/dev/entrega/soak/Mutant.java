package dev.entrega.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * A mechanism of the platform that is broken on purpose. Each must be found out, or the soak proves nothing. It is the real
 * class with some lines changed, compiled and put before the real one on the class path of every service: what is changed
 * must be there exactly once, so that a mutant can't come to mean nothing.
 */
enum Mutant {
    INBOX_OFF(
            "DUPLICATED",
            consumer("inbox/Inbox"),
            new Edit("return update(connection, sql, key) == 1;", "return update(connection, sql, key) >= 0;")),

    INBOX_BEFORE_HANDLER("LOST", consumer("HandlerRun"), new Edit("""
                                result = transaction.run(status -> {
                                    if (!inbox.claim(status.getConnection(), key)) {
                    """, """
                                boolean claimed = transaction.run(own -> inbox.claim(own.getConnection(), key));
                                result = transaction.run(status -> {
                                    if (!claimed) {
                    """)),

    INBOX_AFTER_HANDLER(
            "DUPLICATED",
            consumer("HandlerRun"),
            new Edit(
                    "if (!inbox.claim(status.getConnection(), key)) {",
                    "if (inbox.hasEnded(status.getConnection(), key)) {"),
            new Edit("""
                                return new Result(outcome, false);
                            });
                    """, """
                                return new Result(outcome, false);
                            });
                            if (result.outcome() instanceof Outcome.Done && !result.duplicate()) {
                                transaction.run(own -> inbox.claim(own.getConnection(), key));
                            }
                    """)),

    DELETE_BEFORE_HANDLING(
            "LOST", consumer("Consumer"), new Edit("            var endings = deliveries.process(task);\n", """
                                if (task.handlers().findAny().isPresent()) { // Else no service would begin: its sentinels would be gone.
                                    task.works().forEach(work -> acknowledgements.delete(work.message()));
                                }
                                var endings = deliveries.process(task);
                    """)),

    MARKED_BEFORE_PUBLISHED(
            "LOST",
            messaging("outbox/LeasedDestination"),
            new Edit("            var dispatch = new Dispatch(broker, lease, entries);\n", """
                                lease.settle(entries.stream()
                                        .map(entry -> new Sent(entry, new dev.entrega.messaging.aws.EntryResult.Confirmed()))
                                        .toList());
                                var dispatch = new Dispatch(broker, lease, entries);
                    """)),

    FAILED_IGNORED(
            "LOST",
            messaging("aws/Topic"),
            new Edit("Faults.ofEntry(failed.senderFault(), failed.code(), failed.message())", "new Confirmed()")),

    READ_BY_POSITION("LOST", messaging("outbox/OutboxTable"), new Edit("""
                                 WHERE published_at IS NULL AND parked_reason IS NULL AND group_id IS NULL
                                   AND coalesce(queue, noun, type) = destination AND due_at <= statement_timestamp()
                    """, """
                                 WHERE published_at IS NULL AND parked_reason IS NULL AND group_id IS NULL
                                   AND position > (SELECT coalesce(max(position), 0) FROM entrega.outbox
                                                    WHERE coalesce(queue, noun, type) = destination
                                                      AND published_at IS NOT NULL)
                                   AND coalesce(queue, noun, type) = destination AND due_at <= statement_timestamp()
                    """)),

    PUBLISHED_INSIDE_TRANSACTION(
            "PHANTOM",
            messaging("outbox/Outbox"),
            new Edit(
                    "        table.insert(transactions.getConnection(), ready.event(), ready.copies(), publishAt);\n",
                    """
                            try (var own = dev.entrega.soak.failpoint.OwnConnection.open()) {
                                table.insert(own, ready.event(), ready.copies(), publishAt);
                            } catch (java.sql.SQLException e) {
                                throw new IllegalStateException(e);
                            }
                    """)),

    ASYNCHRONOUS_COMMIT(
            "LOST",
            messaging("runtime/SessionSettings"),
            new Edit("\"synchronous_commit\", \"on\"", "\"synchronous_commit\", \"off\"")),

    INBOX_BY_EVENT_ALONE(
            "LOST",
            consumer("inbox/EventKey"),
            new Edit(
                    "return new EventKey(handler, event.source(), id);",
                    "return new EventKey(\"any\", event.source(), id);")),

    EXCEPTION_SWALLOWED(
            "LOST",
            consumer("HandlerRun"),
            new Edit("return afterException(delivery, binding.code(), e);", "return new Delete();")),

    KEY_WITHOUT_LOCK(
            "HTTP",
            api("IdempotencyKeys"),
            new Edit("SELECT pg_try_advisory_xact_lock(?);", "SELECT ?::bigint IS NOT NULL;"),
            new Edit(
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\"\"\"",
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\"\"\"")),

    KEY_IN_ITS_OWN_TRANSACTION(
            "LOST",
            api("Idempotency"),
            new Edit(
                    "keys.store(transaction.getConnection(), key, fingerprint, FirstAnswer.of(answer, content));",
                    """
                                try (var own = dev.entrega.soak.failpoint.OwnConnection.open()) {
                                    keys.store(own, key, fingerprint, FirstAnswer.of(answer, content));
                                } catch (java.sql.SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                    """)),

    /** Not a line of ours, since the commit is Micronaut's: the connection of the failpoints does it. */
    ANSWER_BEFORE_COMMIT("LOST", ""),

    UNCONFIRMED_ACCEPTED(
            "LOST", messaging("publish/DirectPublisher"), new Edit("""
                            case EntryResult.ServerFault fault ->
                                throw new NotConfirmedException("event " + event.id() + " of type " + copy.type()
                                        + " was not confirmed (" + fault.code() + "): publish it again when the broker answers");
                    """, "case EntryResult.ServerFault fault -> {}")),

    GROUP_ALL_AT_ONCE(
            "REORDERED",
            messaging("outbox/Turns"),
            new Edit("entry.group() == null ? 0 : taken.merge(entry.group(), 1, Integer::sum) - 1", "0"));

    private final String expected;
    private final String source;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of and of records
    private final List<Edit> edits;

    /** What stands in the source, exactly once, and what stands there instead. */
    private record Edit(String from, String to) {}

    Mutant(String expected, String source, Edit... edits) {
        this.expected = expected;
        this.source = source;
        this.edits = List.of(edits);
    }

    private static String consumer(String type) {
        return "consumer-runtime/src/main/java/dev/entrega/consumer/" + type + ".java";
    }

    private static String messaging(String type) {
        return "platform-messaging/src/main/java/dev/entrega/messaging/" + type + ".java";
    }

    private static String api(String type) {
        return "platform-api/src/main/java/dev/entrega/api/" + type + ".java";
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Mutant of(String text) {
        return Arrays.stream(values())
                .filter(mutant -> mutant.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no mutant \"" + text + "\": take one of "
                        + Arrays.stream(values()).map(Mutant::text).collect(Collectors.joining(", "))));
    }

    /** As it is written on the command line. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The violation that tells it, if the soak is worth anything. */
    String expected() {
        return expected;
    }

    /**
     * Compiles what is changed.
     *
     * @param home the clone
     * @param libraries the jars that the class is compiled with
     * @param into where its classes go; nothing for one that has no source
     */
    void compile(Path home, List<Path> libraries, Path into) {
        if (edits.isEmpty()) {
            return;
        }
        try {
            Path changed = into.resolve("source").resolve(Path.of(source).getFileName());
            Files.createDirectories(changed.getParent());
            Files.writeString(changed, changed(Files.readString(home.resolve(source))));
            var said = new ByteArrayOutputStream();
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            said,
                            said,
                            "--release",
                            "25",
                            "-proc:none",
                            "-nowarn",
                            "-cp",
                            libraries.stream().map(Path::toString).collect(Collectors.joining(":")),
                            "-d",
                            into.toString(),
                            changed.toString());
            if (status != 0) {
                throw new IllegalStateException(
                        text() + " does not compile any more:\n" + said.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** However the lines are broken and indented. */
    private String changed(String code) {
        for (var edit : edits) {
            var found = Pattern.compile(Arrays.stream(edit.from().strip().split("\\s+", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("\\s+")))
                    .matcher(code);
            if (!found.find() || found.results().findAny().isPresent()) {
                throw new IllegalStateException(text() + " means nothing any more: in " + source
                        + " there must be exactly once\n" + edit.from());
            }
            found.reset();
            code = found.replaceFirst(Matcher.quoteReplacement(edit.to().strip()));
        }
        return code;
    }
}
