package dev.entrega.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.entrega.messaging.CloudEventFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text, and only what every later station can keep: PostgreSQL refuses U+0000, UTF-8 has no lone
 * surrogates, SQS takes no other control characters.
 */
final class Text extends StdDeserializer<String> {

    Text() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return (String) context.handleUnexpectedToken(String.class, json);
        }
        String text = json.getText();
        if (!CloudEventFormat.isSendable(text)) {
            throw new ForbiddenCharacterException(json);
        }
        return text;
    }

    /** Says nothing of the text itself. */
    static final class ForbiddenCharacterException extends MismatchedInputException {
        ForbiddenCharacterException(JsonParser json) {
            super(json, "holds a control character or half a character, which can't be kept");
        }
    }
}
