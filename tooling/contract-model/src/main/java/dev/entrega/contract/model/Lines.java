package dev.entrega.contract.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** On which line of a JSON file each of its places stands. */
public final class Lines {

    private final Map<String, Integer> lines;

    private Lines(Map<String, Integer> lines) {
        this.lines = lines;
    }

    /** Of a file; one that can't be read any more has its first line only. */
    public static Lines read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            return of("");
        }
    }

    public static Lines of(String json) {
        Map<String, Integer> lines = new HashMap<>();
        lines.put("#", 1);
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean begins = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
                String pointer = "#"
                        + (begins
                                ? parser.getParsingContext().getParent().pathAsPointer()
                                : parser.getParsingContext().pathAsPointer());
                lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
            }
        } catch (IOException e) {
            lines.putIfAbsent("#", 1); // what comes before the fault is known all the same
        }
        return new Lines(lines);
    }

    /**
     * The line of a place, from 1; where there is no such place, of the nearest one around it.
     *
     * @param pointer a JSON pointer as a URI fragment, e.g. {@code #/properties/buyer}
     */
    public int at(String pointer) {
        String place = pointer;
        while (!lines.containsKey(place) && place.contains("/")) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 1);
    }
}
