package dev.entrega.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an upstream's URLs lead: with {@code dns+http}, to each address that the host's name has. For one thread at a time. */
final class Locations {

    private static final Logger LOG = LoggerFactory.getLogger(Locations.class);
    private static final String PREFIX = "dns+";

    private final List<URI> urls;
    private final Lookup lookup;
    private final boolean canChange;
    private final Map<URI, List<URI>> found = new HashMap<>();
    private final Set<URI> unknown = new HashSet<>();

    /** Asks for the addresses of a name, as {@link InetAddress#getAllByName}; may take seconds. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    Locations(List<URI> urls, Lookup lookup) {
        this.urls = List.copyOf(urls);
        this.lookup = lookup;
        this.canChange = this.urls.stream().anyMatch(Locations::isName);
    }

    /** Whether they may lead elsewhere the next time. */
    boolean canChange() {
        return canChange;
    }

    /** What is known so far. A name that nobody has looked up yet stands for its addresses. */
    List<URI> known() {
        return urls.stream()
                .flatMap(url -> found.getOrDefault(url, List.of(plain(url))).stream())
                .distinct()
                .toList();
    }

    /** Looks up all names. What a name led to stays, if it can't be looked up now. */
    List<URI> lookUp() {
        for (var url : urls) {
            if (isName(url)) {
                try {
                    found.put(url, addresses(url));
                    unknown.remove(url);
                } catch (UnknownHostException e) {
                    tell(url, e);
                }
            }
        }
        return known();
    }

    /** Once when it begins. */
    private void tell(URI url, UnknownHostException failure) {
        if (unknown.add(url)) {
            LOG.warn("{} can't be looked up now ({}); calls go on to {}", url, failure.getMessage(), known());
        }
    }

    private List<URI> addresses(URI url) throws UnknownHostException {
        var addresses = new ArrayList<URI>();
        for (var address : lookup.addresses(url.getHost())) {
            addresses.add(at(address, plain(url)));
        }
        return addresses;
    }

    private static boolean isName(URI url) {
        return url.getScheme().startsWith(PREFIX);
    }

    /** As a client calls it: every request says where it goes, and none knows of {@code dns+http}. */
    static URI plain(URI url) {
        return isName(url) ? URI.create(url.toString().substring(PREFIX.length())) : url;
    }

    private static URI at(InetAddress address, URI url) {
        String host = address.getHostAddress();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(
                url.getScheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + port + url.getRawPath());
    }
}
