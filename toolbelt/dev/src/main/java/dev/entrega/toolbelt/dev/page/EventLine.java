package dev.entrega.toolbelt.dev.page;

import dev.entrega.toolbelt.project.EventStory;
import dev.entrega.toolbelt.project.EventStory.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event in the list of the last ones, with its way through the services. */
record EventLine(String time, String type, String subject, String id, List<Stage> stages) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    /**
     * A step of the way.
     *
     * @param kind a CSS class
     * @param after the time since the step before it, empty for the first
     * @param title more, for who wants to know
     */
    record Stage(String kind, String text, String after, String title) {}

    static EventLine of(EventStory story) {
        var stages = new ArrayList<Stage>();
        Instant last = story.acceptedAt();
        String source = story.source().replaceFirst("^/", "");
        if (story.acceptedBy() == null) {
            stages.add(new Stage("published", "published by " + source, "", "by none of these services"));
        } else {
            stages.add(new Stage("accepted", "accepted by " + source, "", ""));
            if (story.parkedReason() != null) {
                stages.add(new Stage("dead", "parked", "", story.parkedReason()));
            } else if (story.publishedAt() == null) {
                stages.add(new Stage("waiting", "waits for the broker", "", ""));
            } else {
                stages.add(new Stage("published", "published", between(last, story.publishedAt()), ""));
                last = story.publishedAt();
            }
        }
        for (Step step : story.steps()) {
            boolean counted = step.what() == EventStory.What.DUPLICATE; // Its time is that of the first.
            stages.add(new Stage(kind(step), text(step), counted ? "" : between(last, step.at()), step.detail()));
            last = step.at();
        }
        return new EventLine(
                story.acceptedAt() == null ? begun(story) : time(story.acceptedAt()),
                story.type().isEmpty() ? "an event" : story.type(),
                story.subject().isEmpty() ? story.id() : story.subject(),
                story.id(),
                stages);
    }

    private static String begun(EventStory story) {
        return story.steps().isEmpty() ? "" : time(story.steps().getFirst().at());
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    private static String kind(Step step) {
        return switch (step.what()) {
            case HANDLED -> "handled";
            case DUPLICATE -> "duplicate";
            case ATTEMPT, HELD -> "failing";
            case DEAD_LETTER, DISCARDED -> "dead";
            case REDRIVEN, EDITED, ERASED -> "redriven";
        };
    }

    private static String text(Step step) {
        String who = step.handler().isEmpty() ? step.service() : step.handler();
        return switch (step.what()) {
            case HANDLED -> who + " handled it";
            case DUPLICATE -> who + " recognised " + (step.count() == 1 ? "a duplicate" : step.count() + " duplicates");
            case ATTEMPT -> who + " failed" + (step.count() == 1 ? "" : " " + step.count() + " times");
            case HELD -> who + " waits: a dead letter of its subject comes first";
            case DEAD_LETTER -> who + ": dead letter";
            case REDRIVEN -> "redriven to " + who;
            case EDITED -> "changed for " + who;
            case ERASED -> "personal data erased, kept by " + who;
            case DISCARDED -> "discarded for " + who;
        };
    }

    private static String between(@Nullable Instant from, Instant to) {
        if (from == null) {
            return "";
        }
        long millis = Math.max(0, Duration.between(from, to).toMillis());
        return millis < 10_000 ? "+" + millis + " ms" : "+" + millis / 1000 + " s";
    }
}
