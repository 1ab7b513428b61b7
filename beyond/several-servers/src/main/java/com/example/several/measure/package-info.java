/** What the room costs: {@code mvn -q -Dlesson.class=measure.Measure}, on a machine that does nothing else. */
package com.example.several.measure;
