package dev.entrega.messaging.report;

import io.sentry.SentryClient;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.protocol.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells errors to Sentry: from a bounded queue, by a thread of the SDK's own. What finds the queue full, or Sentry out of
 * reach, is dropped and counted. Thread-safe.
 */
final class SentryReports implements ErrorReports {

    private static final Logger LOG = LoggerFactory.getLogger(SentryReports.class);

    private static final int WAITING = 100;
    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(2);

    /** Ids of foreign events are any text; one that could be an address or a name with blanks stays here. */
    private static final Pattern ID = Pattern.compile("[\\w.:/{}*+-]{1,128}");

    private static final String NOT_SHOWN = "not shown";

    private final SentryClient client;
    private final String service;
    private final Ration ration = new Ration(Clock.systemUTC());
    private final AtomicLong dropped = new AtomicLong();
    private final Thread atExit = new Thread(this::flush, "sentry-flush");

    SentryReports(String dsn, @Nullable String service, @Nullable String environment, @Nullable String release) {
        this.service = service == null ? "" : service;
        this.client = new SentryClient(options(dsn, environment == null ? "dev" : environment, release));
        Runtime.getRuntime().addShutdownHook(atExit); // A start that fails ends the process without closing anything.
    }

    /** Everything that the SDK would find out by itself about machine, user and threads is off. */
    private SentryOptions options(String dsn, String environment, @Nullable String release) {
        var options = new SentryOptions();
        options.setDsn(dsn);
        options.setEnvironment(environment);
        options.setRelease(release);
        options.setSendDefaultPii(false);
        options.setAttachServerName(false);
        options.setAttachStacktrace(false);
        options.setAttachThreads(false);
        options.setMaxBreadcrumbs(0);
        options.setEnableDeduplication(false);
        options.setEnableExternalConfiguration(false);
        options.setMaxQueueSize(WAITING);
        options.setConnectionTimeoutMillis((int) CALL.toMillis());
        options.setReadTimeoutMillis((int) CALL.toMillis());
        options.setShutdownTimeoutMillis(FLUSH.toMillis());
        options.setFlushTimeoutMillis(0); // The SDK would wait for so long once more.
        options.setOnDiscard((reason, category, number) -> count(reason, number));
        return options;
    }

    @Override
    public void tell(ErrorReport report) {
        try {
            var kind = kind(report);
            var heldBack = ration.take(kind);
            if (heldBack.isPresent()) {
                client.captureEvent(event(report, kind, heldBack.getAsInt()));
            }
        } catch (RuntimeException e) {
            LOG.warn("An error could not be told to Sentry: {}", e.getClass().getName());
        }
    }

    /** By handler and cause, not by event: so that Sentry, and the ration, take the same error for the same. */
    private static List<String> kind(ErrorReport report) {
        var kind = new ArrayList<>(List.of(report.place().name(), report.name(), report.problem()));
        if (report.failure() != null) {
            kind.addAll(ExceptionTypes.kind(report.failure()));
        }
        return kind;
    }

    private SentryEvent event(ErrorReport report, List<String> kind, int heldBack) {
        var event = new SentryEvent();
        event.setLevel(SentryLevel.ERROR);
        event.setFingerprints(kind);
        String place = report.place().name().toLowerCase(Locale.ROOT);
        event.setTransaction(place + " " + report.name());
        event.setTag("service", service);
        event.setTag("place", place);
        event.setTag(place, report.name());
        event.setTag("problem", report.problem());
        report.tags().forEach((tag, value) -> event.setTag(tag, idOf(value)));
        if (heldBack > 0) {
            event.setTag("held-back", Integer.toString(heldBack));
        }
        if (report.failure() == null) {
            var message = new Message();
            message.setFormatted(place + " " + report.name() + ": " + report.problem());
            event.setMessage(message);
        } else {
            event.setExceptions(ExceptionTypes.of(report.failure()));
        }
        return event;
    }

    private static String idOf(String value) {
        return ID.matcher(value).matches() ? value : NOT_SHOWN;
    }

    private void count(DiscardReason reason, Long number) {
        if (dropped.getAndAdd(number) == 0) {
            LOG.warn("Errors don't reach Sentry ({}); they are dropped, and stand in this log", reason.getReason());
        }
    }

    private void flush() {
        client.flush(FLUSH.toMillis());
    }

    @Override
    public void close() {
        client.close();
        if (dropped.get() > 0) {
            LOG.warn("{} errors did not reach Sentry", dropped.get());
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.debug("The process is already on its way out", e);
        }
    }
}
