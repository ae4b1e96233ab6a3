package {{package}};

import io.micronaut.core.annotation.Introspected;
import java.net.URI;
import java.time.Instant;

/** What was accepted, as it is read. */
@Introspected
record {{Noun}}Resource(String id, String reference, Instant at) {

    URI location() {
        return URI.create("/{{noun}}s/" + id);
    }
}
