package dev.entrega.toolbelt.dev.page;

import dev.entrega.toolbelt.dev.live.Reading;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Renders readings: the whole page, or its parts by the names under which they are sent. Each reading is rendered once,
 * whoever asks. Thread-safe.
 */
final class Parts {
    private static final String[] NAMES = {"summary", "path", "handlers", "dead-letters", "events", "processes"};

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, Parts.class.getPackageName());
    private final Draughtsman draughtsman = new Draughtsman();
    private final Controls controls;
    private Rendered last = new Rendered(Reading.NOTHING, Map.of());

    Parts(Controls controls) {
        this.controls = controls;
    }

    /** A reading, and what is shown of it by the parts' names. */
    record Rendered(Reading reading, Map<String, String> html) {}

    synchronized Rendered render(Reading reading) {
        if (!last.reading().at().equals(reading.at()) || last.html().isEmpty()) {
            var view = new View(
                    reading,
                    draughtsman.draw(reading, controls.failing()),
                    controls.processes(),
                    controls.notices(),
                    controls.failing(),
                    controls.lastKill());
            var html = new LinkedHashMap<String, String>();
            for (String name : NAMES) {
                var output = new StringOutput();
                templates.render(name + ".jte", view, output);
                html.put(name, output.toString().strip());
            }
            last = new Rendered(reading, html);
        }
        return last;
    }

    String page(Rendered rendered) {
        var output = new StringOutput();
        templates.render("page.jte", rendered, output);
        return output.toString();
    }
}
