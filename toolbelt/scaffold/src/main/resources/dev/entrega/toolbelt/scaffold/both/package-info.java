/**
 * {{does}} Read {@link
 * {{package}}.{{first}}} first.
 */
@NullMarked
package {{package}};

import org.jspecify.annotations.NullMarked;
