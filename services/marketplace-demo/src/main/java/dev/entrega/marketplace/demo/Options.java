package dev.entrega.marketplace.demo;

import java.util.List;

/**
 * What the demo is asked for.
 *
 * @param orders how many orders to send, 1 to 1,000,000
 * @param json one line of JSON instead of a table
 */
record Options(int orders, boolean json) {
    static final String USAGE = "usage: marketplace-demo [--orders N] [--json]";

    private static final int MOST_ORDERS = 1_000_000;

    /** @throws IllegalArgumentException saying what is wrong and what would be right */
    static Options parse(String... arguments) {
        int orders = 1000;
        boolean json = false;
        var rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--json" -> json = true;
                case "--orders" -> orders = number(rest.hasNext() ? rest.next() : "");
                default -> throw new IllegalArgumentException("unknown argument '" + argument + "'; " + USAGE);
            }
        }
        return new Options(orders, json);
    }

    private static int number(String text) {
        try {
            int orders = Integer.parseInt(text);
            if (orders >= 1 && orders <= MOST_ORDERS) {
                return orders;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw new IllegalArgumentException(
                "--orders is '" + text + "', but it must be a number between 1 and " + MOST_ORDERS + "; " + USAGE);
    }
}
