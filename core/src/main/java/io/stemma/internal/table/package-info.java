/**
 * Values as tables and indented lines, as text and as HTML, for whoever looks at them in a shell or
 * a notebook. Begin with {@code PrintedList} and {@code Outline}. Knows nothing of archives.
 */
@NullMarked
package io.stemma.internal.table;

import org.jspecify.annotations.NullMarked;
