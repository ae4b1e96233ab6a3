package dev.entrega.marketplace.demo;

/**
 * One price of a product.
 *
 * @param number counts the product's price changes from 1
 */
record Revision(String sku, long number) {

    @Override
    public String toString() {
        return sku + " revision " + number;
    }
}
