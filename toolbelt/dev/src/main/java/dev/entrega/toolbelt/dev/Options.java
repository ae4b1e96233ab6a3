package dev.entrega.toolbelt.dev;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run is asked for.
 *
 * @param folder whose project is run
 * @param port of the page, 0 for any free one
 * @param cloudPort of SNS and SQS, 0 for any free one
 * @param issuerPort of the issuer of tokens, 0 for any free one
 * @param freePorts whether services with HTTP get free ports too, whatever their dev.env says
 */
record Options(
        Path folder,
        boolean traffic,
        boolean open,
        boolean colours,
        int port,
        int cloudPort,
        int issuerPort,
        boolean freePorts) {
    static final String USAGE =
            "usage: toolbelt-dev [--folder F] [--no-traffic] [--no-open] [--no-color] [--port N] [--cloud-port N]"
                    + " [--issuer-port N] [--free-ports]";

    private static final int PAGE = 9400;
    private static final int CLOUD = 4566;
    private static final int ISSUER = 4567;
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException saying what is wrong and what would be right */
    static Options parse(String... arguments) {
        Path folder = Path.of("");
        boolean traffic = true;
        boolean open = true;
        boolean colours = true;
        boolean freePorts = false;
        int port = PAGE;
        int cloudPort = CLOUD;
        int issuerPort = ISSUER;
        var rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--no-traffic" -> traffic = false;
                case "--no-open" -> open = false;
                case "--no-color" -> colours = false;
                case "--free-ports" -> freePorts = true;
                case "--folder" -> folder = Path.of(rest.hasNext() ? rest.next() : "");
                case "--port" -> port = port(argument, rest.hasNext() ? rest.next() : "");
                case "--cloud-port" -> cloudPort = port(argument, rest.hasNext() ? rest.next() : "");
                case "--issuer-port" -> issuerPort = port(argument, rest.hasNext() ? rest.next() : "");
                default -> throw new IllegalArgumentException("unknown argument '" + argument + "'; " + USAGE);
            }
        }
        return new Options(
                folder.toAbsolutePath().normalize(),
                traffic,
                open,
                colours,
                freePorts ? 0 : port,
                freePorts ? 0 : cloudPort,
                freePorts ? 0 : issuerPort,
                freePorts);
    }

    private static int port(String option, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw new IllegalArgumentException(
                option + " is '" + text + "', but it must be a number between 0 and " + HIGHEST_PORT + "; " + USAGE);
    }
}
