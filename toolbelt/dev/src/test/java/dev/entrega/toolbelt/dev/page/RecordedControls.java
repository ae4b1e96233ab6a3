package dev.entrega.toolbelt.dev.page;

import dev.entrega.toolbelt.dev.process.State;
import dev.entrega.toolbelt.dev.process.Status;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, and shows a process. */
final class RecordedControls implements Controls {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile @Nullable URI shop;

    List<String> done() {
        return done;
    }

    @Override
    public List<Status> processes() {
        return List.of(
                new Status("stock-service", "stock-service", "worker", State.RUNNING, 4711, 1, "<script>alert(1)"),
                new Status("shop.web", "shop", "web", State.RUNNING, 4712, 0, "shop is ready"));
    }

    @Override
    public Optional<URI> address(String label) {
        return label.equals("shop.web") ? Optional.ofNullable(shop) : Optional.empty();
    }

    /** From now on the process of type web answers there. */
    void shop(URI address) {
        shop = address;
    }

    @Override
    public List<Notice> notices() {
        return done.stream().map(done -> new Notice(Instant.EPOCH, done)).toList();
    }

    @Override
    public Set<String> failing() {
        return Set.of();
    }

    @Override
    public Optional<Kill> lastKill() {
        return Optional.empty();
    }

    @Override
    public void kill(String label) {
        done.add("kill " + label);
    }

    @Override
    public void restart(String label) {
        done.add("restart " + label);
    }

    @Override
    public void fault(String handler) {
        done.add("fault " + handler);
    }

    @Override
    public void traffic() {
        done.add("traffic");
    }

    @Override
    public void redrive(String service, String fingerprint) {
        done.add("redrive " + service + " " + fingerprint);
    }
}
