/**
 * Contracts as they lie in a folder: {@code <noun>/noun.yaml}, {@code <noun>/<action>/v<major>.schema.json} and
 * {@code v<major>.examples/} beside each. A folder comes in, a list of {@link dev.entrega.contract.model.Contract}s
 * goes out, or an error that names the file. Read {@link dev.entrega.contract.model.ContractFolder} first.
 */
@NullMarked
package dev.entrega.contract.model;

import org.jspecify.annotations.NullMarked;
