package {{package}};

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** @param reference what the client calls it */
@Introspected
record {{Noun}}Request(@NotBlank @Size(max = 200) String reference) {}
