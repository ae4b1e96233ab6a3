package dev.entrega.toolbelt.dev;

import dev.entrega.toolbelt.dev.process.Supervised;
import dev.entrega.toolbelt.dev.source.Build;
import dev.entrega.toolbelt.dev.source.SourceWatch;
import dev.entrega.toolbelt.project.Project;
import dev.entrega.toolbelt.project.ServiceFolder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds and restarts the service whose sources were edited, one at a time, as long as it is open. */
final class Reload {
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration START = Duration.ofSeconds(60);

    private final Team team;
    private final Declarations declarations;
    private final News news;
    private final Map<ServiceFolder, SourceWatch> watched = new LinkedHashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("reload").unstarted(this::loop);

    Reload(Project project, Team team, Declarations declarations, News news) {
        this.team = team;
        this.declarations = declarations;
        this.news = news;
        project.services().forEach(service -> watched.put(service, new SourceWatch(service.folder())));
    }

    void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (true) {
                for (var each : watched.entrySet()) {
                    if (each.getValue().hasSettledChange()) {
                        reload(each.getKey());
                    }
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reload(ServiceFolder service) throws InterruptedException {
        news.news(service.name() + " has changed and is being built");
        long began = System.nanoTime();
        Build.Result result = new Build(service.root(), service.folder()).run();
        if (!result.good()) {
            news.news(service.name() + " can't be built, so the one before keeps running; mend it and save:\n"
                    + result.errors());
            return;
        }
        news.news(
                "%s was built in %.1f s and is restarted".formatted(service.name(), (System.nanoTime() - began) / 1e9));
        for (Supervised member : team.of(service)) {
            member.restart();
        }
        if (service.procfile().describe().isPresent()) {
            var description = declarations.ask(service);
            for (Supervised member : team.of(service)) {
                member.awaitReady(START);
            }
            description.ifPresent(declarations::learn);
        }
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
