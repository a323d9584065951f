/**
 * What extractors say of files: who is defined, what they say of what a change has changed, and how
 * it is remembered whose attributes are whose. Begin with {@link
 * io.stemma.internal.extract.Extraction}. Knows neither archives nor refs.
 */
@NullMarked
package io.stemma.internal.extract;

import org.jspecify.annotations.NullMarked;
