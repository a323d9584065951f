/**
 * Programs that a new user runs first. {@link io.stemma.examples.DayOfShots} is the main job: a day
 * of shots from import to verification. Uses exported packages only.
 */
@NullMarked
package io.stemma.examples;

import org.jspecify.annotations.NullMarked;
