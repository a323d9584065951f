/**
 * What the catalog knows of an archive, as immutable values. Begin with {@link
 * io.stemma.catalog.internal.data.Contents}. Knows no SQL.
 */
@NullMarked
package io.stemma.catalog.internal.data;

import org.jspecify.annotations.NullMarked;
