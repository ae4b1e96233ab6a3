package dev.entrega.toolbelt.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;

/**
 * Where a command's words go: data on stdout, as text or as one line of JSON for each document; all else on stderr.
 *
 * @param colours whether stdout may carry ANSI colours
 * @param live whether stderr is a terminal, where a line can be drawn again
 */
public record Output(PrintWriter out, PrintWriter err, boolean json, boolean colours, boolean live) {

    /** Made at the first use: most commands print no JSON, and a mapper takes longer than they do. */
    private static final class Mapper {
        private static final ObjectMapper JSON = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();

        private Mapper() {}
    }

    /** The data of a command. */
    public void line(String text) {
        out.println(text);
    }

    public void table(Table table) {
        var lines = table.lines();
        out.println(colours ? "\u001b[1m" + lines.getFirst() + "\u001b[0m" : lines.getFirst());
        lines.stream().skip(1).forEach(out::println);
    }

    /** A record, map or list as one line of JSON. */
    public void document(Object document) {
        try {
            out.println(Mapper.JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a command prints is made of records", e);
        }
    }

    /** Not data: a hint, a warning, what goes on. */
    public void say(String text) {
        err.println(text);
    }
}
