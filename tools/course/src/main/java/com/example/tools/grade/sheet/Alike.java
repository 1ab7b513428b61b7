package com.example.tools.grade.sheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that two students handed in alike, but for white space. Stubs do not count. */
public final class Alike {

    private Alike() {
    }

    /**
     * The answers that several students have alike.
     *
     * @return for each student who has one, in the sheet's order, texts such as {@code 5.3: bob, cy}
     */
    public static Map<String, List<String>> of(Sheet sheet) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        sheet.students().forEach(student -> alike.put(student.student(), new ArrayList<>()));
        for (int i = 0; i < sheet.exercises().size(); i++) {
            Map<String, List<String>> byAnswer = new HashMap<>();
            for (Sheet.Student student : sheet.students()) {
                String answer = student.exercises().get(i).answer();
                if (answer != null) {
                    byAnswer.computeIfAbsent(answer, any -> new ArrayList<>()).add(student.student());
                }
            }
            String number = sheet.exercises().get(i).number();
            byAnswer.values().stream().filter(some -> some.size() > 1).forEach(some -> some.forEach(one ->
                    alike.get(one).add(number + ": " + String.join(", ", some.stream()
                            .filter(other -> !other.equals(one)).toList()))));
        }
        alike.values().removeIf(List::isEmpty);
        return alike;
    }
}
