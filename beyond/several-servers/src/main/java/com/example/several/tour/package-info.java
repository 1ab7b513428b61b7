/** What {@code mvn -q} plays: {@code Tour}, with an nginx in front of the servers where there is one. */
package com.example.several.tour;
