package dev.entrega.contract.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.entrega.contract.ContractException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of one syntax, without mercy for what lenient readers overlook: a key given twice, text after the end. */
final class Documents {

    private final ObjectMapper mapper;

    Documents(ObjectMapper mapper) {
        this.mapper = mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    }

    JsonNode object(Path file) {
        return requireObject(file, any(file));
    }

    /** @param text what stands in the file, wherever that is */
    JsonNode object(Path file, byte[] text) {
        return requireObject(file, parse(file, () -> mapper.readTree(text)));
    }

    private static JsonNode requireObject(Path file, JsonNode node) {
        if (!node.isObject()) {
            throw ContractException.at(file, "This is not an object, which it must be. Put its content into one.");
        }
        return node;
    }

    JsonNode any(Path file) {
        if (!Files.isRegularFile(file)) {
            throw ContractException.at(file, "This file is missing. Add it.");
        }
        return parse(file, () -> mapper.readTree(file.toFile()));
    }

    private interface Parse {
        JsonNode run() throws IOException;
    }

    private static JsonNode parse(Path file, Parse parse) {
        try {
            return parse.run();
        } catch (JsonProcessingException e) {
            // Too deep a nesting is refused without a place.
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new ContractException(
                    file + line + ": This can't be read: " + e.getOriginalMessage() + ". Correct the syntax.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
