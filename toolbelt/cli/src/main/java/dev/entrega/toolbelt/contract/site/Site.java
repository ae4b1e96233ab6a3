package dev.entrega.toolbelt.contract.site;

import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.model.Contract;
import dev.entrega.toolbelt.terminal.Counted;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of the site. A pure function: the same catalogue and history give the same files. */
public final class Site {

    private static final List<String> ASSETS = List.of("site.css", "search.js", "icon.svg");

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, Site.class.getPackageName());
    private final Catalogue catalogue;
    private final String gap;
    private final List<EventPage> events;

    private Site(Catalogue catalogue, int silent, History history) {
        this.catalogue = catalogue;
        this.gap = silent == 0
                ? ""
                : Counted.of(silent, "service")
                        + " could not be asked, so who publishes and who handles is not fully known.";
        Map<String, List<Contract>> versions = catalogue.contracts().stream()
                .collect(Collectors.groupingBy(
                        contract ->
                                contract.name().noun() + "." + contract.name().action(),
                        TreeMap::new,
                        Collectors.toList()));
        // Comparing versions is most of the work.
        this.events = versions.values().parallelStream()
                .map(each -> EventPage.of(catalogue, gap, history, each))
                .toList();
    }

    /**
     * Makes the files.
     *
     * @param silent  how many services could not be asked, which every page says
     * @param history what the contracts were before, empty where that is not known
     * @return what stands in each, by its path in the site, e.g. {@code events/order.placed.html}
     */
    public static Map<String, String> files(Catalogue catalogue, int silent, History history) {
        return new Site(catalogue, silent, history).files();
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("index.html", page("index.jte", Index.of(catalogue, gap, events)));
        files.put(
                "graph.html",
                page(
                        "graph.jte",
                        new GraphPage(catalogue, gap, events, Graph.of(catalogue, events, EventPage.FOLDER))));
        for (EventPage event : events) {
            files.put(event.path(), page("event.jte", event));
        }
        ASSETS.forEach(asset -> files.put("assets/" + asset, asset(asset)));
        return files;
    }

    private String page(String template, Object model) {
        var output = new StringOutput();
        templates.render(template, model, output);
        return output.toString();
    }

    private static String asset(String name) {
        try (var stream = Site.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("not packaged: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
