/**
 * The page that shows a development run. In come readings and the buttons that people press, out goes HTML that the
 * server has made, whole once and then part by part whenever something in it has changed. Read {@link
 * dev.entrega.toolbelt.dev.page.PageServer} first. The templates lie under {@code src/main/jte}.
 */
@NullMarked
package dev.entrega.toolbelt.dev.page;

import org.jspecify.annotations.NullMarked;
