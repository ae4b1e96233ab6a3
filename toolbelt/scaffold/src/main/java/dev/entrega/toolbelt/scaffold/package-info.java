/**
 * Makes services. In comes what a person wants ({@link dev.entrega.toolbelt.scaffold.ServiceRequest}), out goes a folder
 * that builds, has a green test and runs: as a module of this repository, or as a project of its own. What is written
 * stands in the templates among the resources. Read {@link dev.entrega.toolbelt.scaffold.Scaffold} first.
 */
@NullMarked
package dev.entrega.toolbelt.scaffold;

import org.jspecify.annotations.NullMarked;
