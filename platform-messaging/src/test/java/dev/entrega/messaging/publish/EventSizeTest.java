package dev.entrega.messaging.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Origins;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.contract.Contracts;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is too large is refused by whoever publishes it, and nothing else is by the broker. */
class EventSizeTest {

    private static final int LIMIT = 256 * 1024;

    /** Of which a test can have as much as it wants. */
    private record NoteWrittenV1(String text) implements EventData {
        static final EventType<NoteWrittenV1> TYPE = new EventType<>("note", "written", 1, NoteWrittenV1.class);

        @Override
        public EventType<?> eventType() {
            return TYPE;
        }
    }

    private final EventDraft draft = new EventDraft(
            new Service("notes-api", "size"),
            Set.of(NoteWrittenV1.TYPE),
            new Contracts(),
            Casts.onClassPath(),
            // Always as many digits.
            Clock.tickSeconds(ZoneOffset.UTC),
            new TimeOrderedIds(Clock.systemUTC()),
            new Origins(List.of()));

    private final int empty = note("").bytes();

    private Message note(String text) {
        return draft.complete("note-1", new NoteWrittenV1(text))
                .copies()
                .getFirst()
                .message();
    }

    @Test
    void anEventOfExactlyTheLimitIsTakenAlsoByTheBroker() {
        var ascii = note("x".repeat(LIMIT - empty));
        int two = (LIMIT - empty) / 2;
        var multiByte = note("ü".repeat(two) + "x".repeat(LIMIT - empty - 2 * two));
        assertThat(ascii.bytes()).isEqualTo(LIMIT);
        assertThat(multiByte.bytes()).isEqualTo(LIMIT);
        assertThat(multiByte.body().length()).isLessThan(LIMIT / 2 + 1000);

        try (var service = TestService.start("size", Map.of("entrega.outbox.relay", "outside"))) {
            var resources = service.context.getBean(Resources.class);
            resources.createTopic("size_note_written_v1", Map.of());
            for (var message : List.of(ascii, multiByte)) {
                assertThat(resources.topic("size_note_written_v1").publish(List.of(message)))
                        .containsExactly(new Confirmed());
            }
        }
    }

    @Test
    void aByteMoreIsRefusedBeforeTheCommit() {
        assertThatThrownBy(() -> note("x".repeat(LIMIT - empty + 1)))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("takes 262145 bytes with its attributes, the limit is 262144");
        assertThatThrownBy(() -> note("ü".repeat((LIMIT - empty) / 2 + 1)))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("the limit is 262144");
        assertThat(note("x".repeat(255 * 1024 - empty)).bytes()).isEqualTo(255 * 1024);
    }
}
