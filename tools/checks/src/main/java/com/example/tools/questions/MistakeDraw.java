package com.example.tools.questions;

import com.example.tools.mistakes.MistakePatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Draws mistakes: the same seed and the same name draw the same ones, from the same exercises and the same patches.
 *
 * @param mistakes the known mistakes of each exercise, by its number
 * @param seed     what makes one draw differ from another
 */
record MistakeDraw(Map<String, List<MistakePatch>> mistakes, long seed) {

    /**
     * Mistakes of different exercises, as far as there are enough; only then a second one of an exercise.
     *
     * @param name      of who is asked
     * @param exercises the numbers of those to draw from
     * @param count     how many; fewer if there are not so many
     */
    List<MistakePatch> of(String name, Collection<String> exercises, int count) {
        // Random and String.hashCode are specified: the draw is the same on every machine.
        Random random = new Random(31 * seed + name.hashCode());
        List<String> order = new ArrayList<>(new TreeSet<>(exercises));
        Collections.shuffle(order, random);
        List<List<MistakePatch>> piles = new ArrayList<>();
        for (String exercise : order) {
            List<MistakePatch> pile = new ArrayList<>(mistakes.get(exercise));
            Collections.shuffle(pile, random);
            piles.add(pile);
        }
        List<MistakePatch> drawn = new ArrayList<>();
        for (int round = 0; drawn.size() < count && piles.stream().anyMatch(pile -> !pile.isEmpty()); round++) {
            List<MistakePatch> pile = piles.get(round % piles.size());
            if (!pile.isEmpty()) {
                drawn.add(pile.remove(0));
            }
        }
        return drawn;
    }
}
